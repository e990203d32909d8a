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
 * One moment of a collection as one principal may see it.
 *
 * <p>A request leases one view and reads everything from it, so that both legs, neighbours and
 * explanations agree. What the principal may not see does not exist for it: the filter is part of
 * every query. Thread-safe until closed.
 */
public interface ReadView extends AutoCloseable {

  /** Identifies the content: views of equal generation show the same index. */
  long generation();

  /** By what chunks can be found: without vectors, only mode lexical can be asked for. */
  IndexKind kind();

  /** The policies whose documents this view shows, as they were when it was leased. */
  PolicyIds visible();

  /**
   * The union of both legs' best {@code depth} chunks, ordered by chunk id, each with the exact
   * score of every leg that ran.
   */
  List<Candidate> candidates(CandidateRequest request);

  /**
   * Visible passages among {@code chunkIds}, in that order; unknown and invisible ids are left out.
   */
  List<PassageRecord> passages(List<String> chunkIds);

  /**
   * The full-precision vectors of visible chunks among {@code chunkIds}, unit length; unknown and
   * invisible ids are left out.
   */
  Map<String, float[]> vectors(List<String> chunkIds);

  /**
   * What each term of {@code text} adds to the lexical score of a visible chunk, highest first;
   * empty for an unknown or invisible chunk. Tells how rare terms are in the whole collection, so
   * it is for operators alone.
   */
  List<TermScore> termScores(String text, String chunkId);

  /**
   * Where a visible document stands in both legs, whatever the request's depth: its best chunk for
   * each leg that ran, counted exactly among all chunks that are visible and satisfy the filter.
   * Costs a pass over all vectors; for explanations.
   *
   * @return empty if the document is unknown or invisible, or has no chunk
   */
  Optional<DocumentPlaces> places(CandidateRequest request, String documentId);

  /**
   * Chunks {@code fromOrdinal} to {@code toOrdinal} (inclusive) of a visible document, in order.
   */
  List<ChunkRecord> chunks(String documentId, int fromOrdinal, int toOrdinal);

  Optional<DocumentRecord> document(String documentId);

  /** Direct attachments of a document. */
  List<DocumentRecord> children(String documentId);

  DocumentPage documents(DocumentQuery query);

  Counts counts();

  /** How many visible documents satisfy a filter; null for all. */
  long count(@Nullable Filter filter);

  /** What the visible documents that satisfy a filter have under each key, by key. */
  List<Facet> facets(@Nullable Filter filter);

  /**
   * In how many visible chunks each of these terms occurs, as {@link #analyze} makes them; of
   * documents that satisfy a filter, if there is one.
   */
  Map<String, Long> frequencies(Collection<String> terms, @Nullable Filter filter);

  /** The words of {@code text} as the index sees English, in order. */
  List<AnalyzedToken> analyze(String text);

  /** Those of {@link #analyze} that are one of {@code terms}; faster where these are few. */
  List<AnalyzedToken> analyze(String text, Set<String> terms);

  /**
   * Inverse document frequency of an analyzed term over the whole collection, whatever the language
   * of its documents (at least 0).
   */
  double idf(String term);

  @Override
  void close();
}
