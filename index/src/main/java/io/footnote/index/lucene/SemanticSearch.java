package io.footnote.index.lucene;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.jspecify.annotations.Nullable;

/**
 * Finds the chunks nearest to a vector: somewhat more than wanted by quantized vectors, which are
 * scored in full precision and cut by (cosine, chunk id). Ties are exact among what the graph
 * search found, which is approximate. When everything found beyond the cut-off ties with it, the
 * search is repeated with more.
 */
final class SemanticSearch {
  /** Quantized search finds this many times the depth, for full precision to choose from. */
  private static final double OVERSAMPLING = 1.5;

  private static final int MIN_EXTRA = 10;

  /**
   * Above so many documents a graph search finds more, by {@link #GROWTH} for each factor of ten:
   * with as many as here, recall@10 was .993 at a depth of 200 and, without more, .964 of ten times
   * as many.
   */
  private static final int GROWS_FROM = 100_000;

  private static final double GROWTH = 1.2;

  /** More equal chunks at the cut-off than this are cut without regard to their ids. */
  private static final int MAX_TIES = 10_000;

  private final ChunkSearcher searcher;

  SemanticSearch(ChunkSearcher searcher) {
    this.searcher = searcher;
  }

  /**
   * @param filter what may be found; null for everything
   */
  Nearest nearest(float[] vector, int depth, @Nullable Query filter) throws IOException {
    int all = Math.max(1, searcher.getIndexReader().maxDoc());
    int k = (int) Math.min(all, Math.ceil(depth * OVERSAMPLING * effort(all)) + MIN_EXTRA);
    while (true) {
      Nearest found = graphSearch(vector, k, filter);
      if (found.docs().length <= depth) {
        return found;
      }
      double[] ascending = found.cosines().clone();
      Arrays.sort(ascending);
      double cutOff = ascending[ascending.length - depth];
      boolean tiesMayBeMissing = ascending.length == k && ascending[0] == cutOff;
      if (!tiesMayBeMissing || k == all || k > MAX_TIES + depth) {
        return best(found, cutOff, depth);
      }
      k = (int) Math.min(all, k * 4L);
    }
  }

  /** Times as many candidates as an index of up to {@link #GROWS_FROM} documents needs. */
  static double effort(int documents) {
    return 1 + GROWTH * Math.max(0, Math.log10((double) documents / GROWS_FROM));
  }

  private Nearest graphSearch(float[] vector, int k, @Nullable Query filter) throws IOException {
    Query query = new GraphQuery(vector, k, filter);
    int[] docs =
        Arrays.stream(searcher.search(query, k).scoreDocs)
            .mapToInt((ScoreDoc hit) -> hit.doc)
            .sorted()
            .toArray();
    return new Nearest(docs, new Hits(searcher, docs).cosines(vector));
  }

  /** Ids are read of chunks at the cut-off alone, and only if not all of them fit. */
  private Nearest best(Nearest found, double cutOff, int depth) throws IOException {
    int[] above = found.positions(cosine -> cosine > cutOff);
    int[] tied = found.positions(cosine -> cosine == cutOff);
    if (above.length + tied.length > depth) {
      int[] docs = IntStream.of(tied).map(i -> found.docs()[i]).toArray();
      String[] ids = new Hits(searcher, docs).values(Fields.CHUNK_ID);
      tied =
          IntStream.range(0, tied.length)
              .boxed()
              .sorted(Comparator.comparing(i -> ids[i]))
              .limit(depth - above.length)
              .mapToInt(i -> found.position(docs[i]))
              .toArray();
    }
    return found.only(IntStream.concat(IntStream.of(above), IntStream.of(tied)).sorted().toArray());
  }

  /**
   * @param docs Lucene document numbers, ascending
   * @param cosines of the query and each of {@code docs}
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Nearest(int[] docs, double[] cosines) {
    static final Nearest NONE = new Nearest(new int[0], new double[0]);

    /** Where {@code doc} stands in {@link #docs}; negative if it does not. */
    int position(int doc) {
      return Arrays.binarySearch(docs, doc);
    }

    private int[] positions(DoublePredicate wanted) {
      return IntStream.range(0, docs.length).filter(i -> wanted.test(cosines[i])).toArray();
    }

    private Nearest only(int[] positions) {
      return new Nearest(
          IntStream.of(positions).map(i -> docs[i]).toArray(),
          IntStream.of(positions).mapToDouble(i -> cosines[i]).toArray());
    }
  }
}
