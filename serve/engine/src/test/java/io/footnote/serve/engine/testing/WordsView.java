package io.footnote.serve.engine.testing;

import io.footnote.index.ReadView;
import io.footnote.index.model.AnalyzedToken;
import io.footnote.index.model.Candidate;
import io.footnote.index.model.CandidateRequest;
import io.footnote.index.model.ChunkRecord;
import io.footnote.index.model.Counts;
import io.footnote.index.model.DocumentPage;
import io.footnote.index.model.DocumentPlaces;
import io.footnote.index.model.DocumentQuery;
import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.Facet;
import io.footnote.index.model.Filter;
import io.footnote.index.model.IndexKind;
import io.footnote.index.model.PassageRecord;
import io.footnote.index.model.PolicyIds;
import io.footnote.index.model.Span;
import io.footnote.index.model.TermScore;
import io.footnote.serve.engine.model.CollectionView;
import io.footnote.serve.engine.text.Terms;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Knows words alone: lower-cased, all equally rare. */
public final class WordsView implements ReadView {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

  /** Words without an index. */
  public static Terms terms() {
    return new Terms(List.of(new CollectionView("words", new WordsView())));
  }

  @Override
  public List<AnalyzedToken> analyze(String text) {
    List<AnalyzedToken> tokens = new ArrayList<>();
    Matcher words = WORD.matcher(text);
    while (words.find()) {
      tokens.add(
          new AnalyzedToken(
              words.group().toLowerCase(Locale.ROOT), new Span(words.start(), words.end())));
    }
    return tokens;
  }

  @Override
  public List<AnalyzedToken> analyze(String text, Set<String> terms) {
    return analyze(text).stream().filter(token -> terms.contains(token.term())).toList();
  }

  @Override
  public double idf(String term) {
    return 1;
  }

  @Override
  public long generation() {
    return 0;
  }

  @Override
  public IndexKind kind() {
    return IndexKind.HYBRID;
  }

  @Override
  public PolicyIds visible() {
    return PolicyIds.everything();
  }

  @Override
  public List<Candidate> candidates(CandidateRequest request) {
    throw new UnsupportedOperationException("WordsView holds no documents");
  }

  @Override
  public List<PassageRecord> passages(List<String> chunkIds) {
    throw new UnsupportedOperationException("WordsView holds no documents");
  }

  @Override
  public Map<String, float[]> vectors(List<String> chunkIds) {
    throw new UnsupportedOperationException("WordsView holds no documents");
  }

  @Override
  public List<TermScore> termScores(String text, String chunkId) {
    throw new UnsupportedOperationException("WordsView holds no documents");
  }

  @Override
  public Optional<DocumentPlaces> places(CandidateRequest request, String documentId) {
    throw new UnsupportedOperationException("WordsView holds no documents");
  }

  @Override
  public List<ChunkRecord> chunks(String documentId, int fromOrdinal, int toOrdinal) {
    throw new UnsupportedOperationException("WordsView holds no documents");
  }

  @Override
  public Optional<DocumentRecord> document(String documentId) {
    return Optional.empty();
  }

  @Override
  public List<DocumentRecord> children(String documentId) {
    return List.of();
  }

  @Override
  public DocumentPage documents(DocumentQuery query) {
    throw new UnsupportedOperationException("WordsView holds no documents");
  }

  @Override
  public Counts counts() {
    return new Counts(0, 0);
  }

  @Override
  public long count(@Nullable Filter filter) {
    throw new UnsupportedOperationException("WordsView holds no documents");
  }

  @Override
  public List<Facet> facets(@Nullable Filter filter) {
    throw new UnsupportedOperationException("WordsView holds no documents");
  }

  @Override
  public Map<String, Long> frequencies(Collection<String> terms, @Nullable Filter filter) {
    throw new UnsupportedOperationException("WordsView holds no documents");
  }

  @Override
  public void close() {}
}
