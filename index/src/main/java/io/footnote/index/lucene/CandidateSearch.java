package io.footnote.index.lucene;

import io.footnote.index.model.Candidate;
import io.footnote.index.model.CandidateRequest;
import io.footnote.index.model.QueryText;
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
import org.apache.lucene.search.KnnFloatVectorQuery;
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
 * cut-off too. The semantic leg finds somewhat more than {@code depth} chunks by quantized vectors,
 * scores them in full precision and cuts by (cosine, chunk id): ties are exact among what the graph
 * search found, which is approximate. When everything found beyond the cut-off ties with it, the
 * search is repeated with more.
 */
final class CandidateSearch {
  /** Quantized search finds this many times the depth, for full precision to choose from. */
  private static final double OVERSAMPLING = 1.5;

  private static final int MIN_EXTRA = 10;

  /** More equal chunks at the cut-off than this are cut without regard to their ids. */
  private static final int MAX_TIES = 10_000;

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
      DocumentBlock.checkVector("the query's vector", vector, dimension);
    }
    Future<LexicalLeg> lexical =
        pool.submit(() ->
            request.mode() == SearchMode.SEMANTIC
                ? new LexicalLeg(null, new int[0])
                : lexicalLeg(request.texts(), request.depth(), filter));
    Future<int[]> semantic =
        pool.submit(
            () -> vector == null ? new int[0] : semanticLeg(vector, request.depth(), filter));
    SearchPool.awaitEnd(lexical, semantic);
    int[] semanticDocs = SearchPool.await(semantic);
    LexicalLeg lexicalLeg = SearchPool.await(lexical);
    return SearchPool.await(
        pool.submit(() -> score(request.mode(), vector, semanticDocs, lexicalLeg)));
  }

  private LexicalLeg lexicalLeg(List<QueryText> texts, int depth, @Nullable Query filter)
      throws IOException {
    Query bag = LexicalQueries.bagOfTerms(texts, searcher);
    if (bag == null) {
      return new LexicalLeg(null, new int[0]);
    }
    BooleanQuery.Builder query = new BooleanQuery.Builder().add(bag, BooleanClause.Occur.MUST);
    if (filter != null) {
      query.add(filter, BooleanClause.Occur.FILTER);
    }
    return new LexicalLeg(bag, ascending(searcher.search(query.build(), depth, BY_SCORE_THEN_ID)));
  }

  private int[] semanticLeg(float[] vector, int depth, @Nullable Query filter) throws IOException {
    int all = Math.max(1, searcher.getIndexReader().maxDoc());
    int k = (int) Math.min(all, Math.ceil(depth * OVERSAMPLING) + MIN_EXTRA);
    while (true) {
      Query query = new KnnFloatVectorQuery(Fields.VECTOR, vector, k, filter);
      Hits hits = new Hits(searcher, ascending(searcher.search(query, k)));
      double[] cosines = hits.cosines(vector);
      String[] ids = hits.values(Fields.CHUNK_ID);
      int[] best = order(cosines, ids, IntStream.range(0, ids.length)).toArray();
      boolean tiesMayBeMissing =
          best.length == k
              && depth < best.length
              && cosines[best[depth - 1]] == cosines[best[best.length - 1]];
      if (!tiesMayBeMissing || k == all || k > MAX_TIES + depth) {
        return Arrays.stream(best).limit(depth).map(i -> hits.docs()[i]).sorted().toArray();
      }
      k = (int) Math.min(all, k * 4L);
    }
  }

  private List<Candidate> score(
      SearchMode mode, float @Nullable [] vector, int[] semanticDocs, LexicalLeg lexical)
      throws IOException {
    int[] union =
        IntStream.concat(Arrays.stream(semanticDocs), Arrays.stream(lexical.docs()))
            .sorted()
            .distinct()
            .toArray();
    Hits hits = new Hits(searcher, union);
    String[] chunkIds = hits.values(Fields.CHUNK_ID);
    String[] documentIds = hits.values(Fields.DOCUMENT_ID);
    double[] lexicalScores =
        mode == SearchMode.SEMANTIC ? notRun(union.length) : hits.lexicalScores(lexical.query());
    double[] cosines = vector == null ? notRun(union.length) : hits.cosines(vector);
    int[] lexicalRanks = ranks(lexicalScores, chunkIds, union, lexical.docs());
    int[] semanticRanks = ranks(cosines, chunkIds, union, semanticDocs);
    List<Candidate> candidates = new ArrayList<>(union.length);
    for (int i = 0; i < union.length; i++) {
      candidates.add(
          new Candidate(
              chunkIds[i],
              documentIds[i],
              lexicalScores[i],
              cosines[i],
              lexicalRanks[i],
              semanticRanks[i]));
    }
    candidates.sort(Comparator.comparing(Candidate::chunkId));
    return candidates;
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
  private record LexicalLeg(@Nullable Query query, int[] docs) {}
}
