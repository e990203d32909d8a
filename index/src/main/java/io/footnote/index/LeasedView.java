package io.footnote.index;

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
import io.footnote.index.model.TermScore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A view that tells when it is given back.
 *
 * @param whenClosed run at each {@link #close()}
 */
record LeasedView(ReadView view, Runnable whenClosed) implements ReadView {

  @Override
  public long generation() {
    return view.generation();
  }

  @Override
  public IndexKind kind() {
    return view.kind();
  }

  @Override
  public PolicyIds visible() {
    return view.visible();
  }

  @Override
  public List<Candidate> candidates(CandidateRequest request) {
    return view.candidates(request);
  }

  @Override
  public List<PassageRecord> passages(List<String> chunkIds) {
    return view.passages(chunkIds);
  }

  @Override
  public Map<String, float[]> vectors(List<String> chunkIds) {
    return view.vectors(chunkIds);
  }

  @Override
  public List<TermScore> termScores(String text, String chunkId) {
    return view.termScores(text, chunkId);
  }

  @Override
  public Optional<DocumentPlaces> places(CandidateRequest request, String documentId) {
    return view.places(request, documentId);
  }

  @Override
  public List<ChunkRecord> chunks(String documentId, int fromOrdinal, int toOrdinal) {
    return view.chunks(documentId, fromOrdinal, toOrdinal);
  }

  @Override
  public Optional<DocumentRecord> document(String documentId) {
    return view.document(documentId);
  }

  @Override
  public List<DocumentRecord> children(String documentId) {
    return view.children(documentId);
  }

  @Override
  public DocumentPage documents(DocumentQuery query) {
    return view.documents(query);
  }

  @Override
  public Counts counts() {
    return view.counts();
  }

  @Override
  public long count(@Nullable Filter filter) {
    return view.count(filter);
  }

  @Override
  public List<Facet> facets(@Nullable Filter filter) {
    return view.facets(filter);
  }

  @Override
  public Map<String, Long> frequencies(Collection<String> terms, @Nullable Filter filter) {
    return view.frequencies(terms, filter);
  }

  @Override
  public List<AnalyzedToken> analyze(String text) {
    return view.analyze(text);
  }

  @Override
  public List<AnalyzedToken> analyze(String text, Set<String> terms) {
    return view.analyze(text, terms);
  }

  @Override
  public double idf(String term) {
    return view.idf(term);
  }

  @Override
  public void close() {
    try {
      view.close();
    } finally {
      whenClosed.run();
    }
  }
}
