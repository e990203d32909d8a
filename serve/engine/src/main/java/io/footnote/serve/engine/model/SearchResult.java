package io.footnote.serve.engine.model;

import io.footnote.index.model.ChunkRecord;
import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.MetadataValue;
import io.footnote.index.model.Span;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A passage that was found.
 *
 * @param pageStart from 1; 0 where the format has no pages
 * @param charStart offset of {@code text} in the document's extracted text, UTF-16 code units
 * @param highlights where words of the query stand in {@code text}
 * @param score the reranker's if it judged this passage, else the fused one; what was judged stands
 *     before what was not, and among its like a higher score stands first
 * @param duplicates passages of other documents that this one stands for, because they say the same
 * @param explanation null unless it was asked for
 */
public record SearchResult(
    String chunkId,
    String documentId,
    String collection,
    String title,
    String source,
    int pageStart,
    int pageEnd,
    int charStart,
    int charEnd,
    List<String> headingPath,
    String text,
    String context,
    List<Span> highlights,
    Map<String, List<MetadataValue>> metadata,
    double score,
    Scores scores,
    List<Duplicate> duplicates,
    @Nullable ResultExplanation explanation) {
  public SearchResult {
    duplicates = List.copyOf(duplicates);
  }

  /** What is embedded for this passage. */
  public String embeddingInput() {
    return context.isEmpty() ? text : context + "\n" + text;
  }

  /** The same passage with another score. */
  public SearchResult withScore(double other) {
    return with(other, scores);
  }

  /** The same passage with other scores of the legs; it stands where it stood. */
  public SearchResult withScores(Scores better) {
    return with(score, better);
  }

  private SearchResult with(double other, Scores better) {
    return new SearchResult(
        chunkId,
        documentId,
        collection,
        title,
        source,
        pageStart,
        pageEnd,
        charStart,
        charEnd,
        headingPath,
        text,
        context,
        highlights,
        metadata,
        other,
        better,
        duplicates,
        explanation);
  }

  /** A passage that no search has ranked. */
  public static SearchResult unranked(
      String collection, DocumentRecord document, ChunkRecord chunk) {
    return new SearchResult(
        chunk.chunkId(),
        document.documentId(),
        collection,
        document.title(),
        document.source(),
        chunk.pageStart(),
        chunk.pageEnd(),
        chunk.span().start(),
        chunk.span().end(),
        chunk.headingPath(),
        chunk.text(),
        chunk.context(),
        List.of(),
        document.metadata(),
        0,
        new Scores(null, null, 0, null),
        List.of(),
        null);
  }
}
