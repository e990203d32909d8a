package io.footnote.index.lucene;

import io.footnote.index.lucene.SemanticSearch.Nearest;
import io.footnote.index.model.Candidate;
import io.footnote.index.model.CandidateRequest;
import io.footnote.index.model.ChunkRecord;
import io.footnote.index.model.SearchMode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TopDocs;
import org.jspecify.annotations.Nullable;

/**
 * Runs both legs with one filter and scores the union exactly.
 *
 * <p>Determinism: each leg runs in one thread over the segments in order, so on one commit it
 * collects the same documents every time. The lexical leg orders equal scores by chunk id, at the
 * cut-off too; for the semantic leg see {@link SemanticSearch}.
 */
final class CandidateSearch {
  private static final Sort BY_SCORE_THEN_ID =
      new Sort(SortField.FIELD_SCORE, new SortField(Fields.CHUNK_ID, SortField.Type.STRING));

  private final ChunkSearcher searcher;
  private final SearchPool pool;
  private final int dimension;

  CandidateSearch(ChunkSearcher searcher, SearchPool pool, int dimension) {
    this.searcher = searcher;
    this.pool = pool;
    this.dimension = dimension;
  }

  /**
   * @param filter visibility and the request's filter; null when everything is allowed
   */
  List<Candidate> candidates(CandidateRequest request, @Nullable Query filter) {
    float[] vector = request.mode() == SearchMode.LEXICAL ? null : request.vector();
    if (vector != null) {
      if (dimension == 0) {
        throw new IllegalArgumentException(
            "an index without vectors cannot be searched in mode " + request.mode());
      }
      DocumentBlock.checkVector("the query's vector", vector, dimension);
    }
    return switch (request.mode()) {
      case HYBRID -> hybrid(request, vector, filter);
      // One leg alone is one task: handing over to a thread costs more than a small search.
      case LEXICAL ->
          SearchPool.await(
              pool.submit(
                  () -> score(request.mode(), null, Nearest.NONE, lexicalLeg(request, filter))));
      case SEMANTIC ->
          SearchPool.await(
              pool.submit(() ->
                  score(
                      request.mode(),
                      vector,
                      semanticLeg(vector, request, filter),
                      LexicalLeg.NONE)));
    };
  }

  private List<Candidate> hybrid(
      CandidateRequest request, float @Nullable [] vector, @Nullable Query filter) {
    Future<LexicalLeg> lexical = pool.submit(() -> lexicalLeg(request, filter));
    Future<Nearest> semantic = pool.submit(() -> semanticLeg(vector, request, filter));
    SearchPool.awaitEnd(lexical, semantic);
    Nearest nearest = SearchPool.await(semantic);
    LexicalLeg lexicalLeg = SearchPool.await(lexical);
    return SearchPool.await(pool.submit(() -> score(request.mode(), vector, nearest, lexicalLeg)));
  }

  private Nearest semanticLeg(
      float @Nullable [] vector, CandidateRequest request, @Nullable Query filter)
      throws IOException {
    return vector == null
        ? Nearest.NONE
        : new SemanticSearch(searcher).nearest(vector, request.depth(), filter);
  }

  private LexicalLeg lexicalLeg(CandidateRequest request, @Nullable Query filter)
      throws IOException {
    Query bag = LexicalQueries.bagOfTerms(request.texts(), searcher);
    if (bag == null) {
      return LexicalLeg.NONE;
    }
    BooleanQuery.Builder query = new BooleanQuery.Builder().add(bag, BooleanClause.Occur.MUST);
    if (filter != null) {
      query.add(filter, BooleanClause.Occur.FILTER);
    }
    return new LexicalLeg(
        bag, ascending(searcher.search(query.build(), request.depth(), BY_SCORE_THEN_ID)));
  }

  private List<Candidate> score(
      SearchMode mode, float @Nullable [] vector, Nearest nearest, LexicalLeg lexical)
      throws IOException {
    int[] union =
        IntStream.concat(Arrays.stream(nearest.docs()), Arrays.stream(lexical.docs()))
            .sorted()
            .distinct()
            .toArray();
    Hits hits = new Hits(searcher, union);
    String[] chunkIds = hits.values(Fields.CHUNK_ID);
    double[] lexicalScores =
        mode == SearchMode.SEMANTIC ? notRun(union.length) : hits.lexicalScores(lexical.query());
    double[] cosines = vector == null ? notRun(union.length) : cosines(vector, union, nearest);
    int[] lexicalRanks = ranks(lexicalScores, chunkIds, union, lexical.docs());
    int[] semanticRanks = ranks(cosines, chunkIds, union, nearest.docs());
    List<Candidate> candidates = new ArrayList<>(union.length);
    for (int i = 0; i < union.length; i++) {
      candidates.add(
          new Candidate(
              chunkIds[i],
              ChunkRecord.documentId(chunkIds[i]),
              lexicalScores[i],
              cosines[i],
              lexicalRanks[i],
              semanticRanks[i]));
    }
    candidates.sort(Comparator.comparing(Candidate::chunkId));
    return candidates;
  }

  /** Of what the semantic leg found they are known. */
  private double[] cosines(float[] vector, int[] docs, Nearest known) throws IOException {
    int[] others = Arrays.stream(docs).filter(doc -> known.position(doc) < 0).toArray();
    double[] missing = new Hits(searcher, others).cosines(vector);
    double[] cosines = new double[docs.length];
    int next = 0;
    for (int i = 0; i < docs.length; i++) {
      int position = known.position(docs[i]);
      cosines[i] = position < 0 ? missing[next++] : known.cosines()[position];
    }
    return cosines;
  }

  /** Ranks from 1 of the documents of one leg, 0 for the others. */
  private static int[] ranks(double[] scores, String[] ids, int[] union, int[] leg) {
    int[] ranks = new int[union.length];
    int[] members =
        order(
                scores,
                ids,
                IntStream.range(0, union.length)
                    .filter(i -> Arrays.binarySearch(leg, union[i]) >= 0))
            .toArray();
    for (int rank = 0; rank < members.length; rank++) {
      ranks[members[rank]] = rank + 1;
    }
    return ranks;
  }

  private static IntStream order(double[] scores, String[] ids, IntStream positions) {
    return positions
        .boxed()
        .sorted(
            Comparator.comparingDouble((Integer i) -> -scores[i])
                .thenComparing((Integer i) -> ids[i]))
        .mapToInt(Integer::intValue);
  }

  private static int[] ascending(TopDocs top) {
    return Arrays.stream(top.scoreDocs).mapToInt((ScoreDoc hit) -> hit.doc).sorted().toArray();
  }

  private static double[] notRun(int length) {
    double[] scores = new double[length];
    Arrays.fill(scores, Double.NaN);
    return scores;
  }

  /**
   * @param query the bag of terms; null when the texts have no word
   * @param docs what it found, ascending
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record LexicalLeg(@Nullable Query query, int[] docs) {
    static final LexicalLeg NONE = new LexicalLeg(null, new int[0]);
  }
}
