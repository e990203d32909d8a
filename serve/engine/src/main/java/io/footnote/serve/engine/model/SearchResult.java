package io.footnote.serve.engine.model;

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
 * @param score same as {@code scores.fused}
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
    @Nullable ResultExplanation explanation) {}
