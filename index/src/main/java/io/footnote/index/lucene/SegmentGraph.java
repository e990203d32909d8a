package io.footnote.index.lucene;

import java.io.IOException;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsReader;
import org.apache.lucene.codecs.perfield.PerFieldKnnVectorsFormat;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.FilterLeafReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.search.AcceptDocs;
import org.apache.lucene.search.KnnCollector;
import org.apache.lucene.util.hnsw.HnswGraph;
import org.apache.lucene.util.hnsw.HnswGraphSearcher;
import org.apache.lucene.util.hnsw.OrdinalTranslatedKnnCollector;
import org.apache.lucene.util.hnsw.RandomVectorScorer;
import org.jspecify.annotations.Nullable;

/**
 * The graph of one segment's vectors, searched as Lucene searches it, but scored by a {@link
 * NibbleScorer} where that is possible: the same nodes are found with the same scores.
 */
final class SegmentGraph {
  private final Lucene99HnswVectorsReader vectors;
  private final HnswGraph graph;

  private SegmentGraph(Lucene99HnswVectorsReader vectors, HnswGraph graph) {
    this.vectors = vectors;
    this.graph = graph;
  }

  /** Null if the segment has no graph, or one of another format, as an older Lucene has written. */
  static @Nullable SegmentGraph of(LeafReader segment) throws IOException {
    if (FilterLeafReader.unwrap(segment) instanceof CodecReader codec
        && codec.getVectorReader() instanceof PerFieldKnnVectorsFormat.FieldsReader fields) {
      KnnVectorsReader reader = fields.getFieldReader(Fields.VECTOR);
      if (reader instanceof Lucene99HnswVectorsReader vectors) {
        HnswGraph graph = vectors.getGraph(Fields.VECTOR);
        return graph == null || graph.size() == 0 ? null : new SegmentGraph(vectors, graph);
      }
    }
    return null;
  }

  /**
   * Whether the search visits fewer nodes than there are accepted ones. Else it is cheaper to score
   * all of those.
   *
   * @param k how many are to be found
   */
  boolean isWorthSearching(int k, AcceptDocs accepted) throws IOException {
    int size = graph.size();
    return k < size
        && HnswGraphSearcher.expectedVisitedNodes(k, size) < Math.min(accepted.cost(), size);
  }

  void search(float[] target, KnnCollector found, AcceptDocs accepted) throws IOException {
    RandomVectorScorer scorer = scorer(target);
    HnswGraphSearcher.search(
        scorer,
        new OrdinalTranslatedKnnCollector(found, scorer::ordToDoc),
        graph,
        scorer.getAcceptOrds(accepted.bits()),
        Math.min(accepted.cost(), graph.size()));
  }

  RandomVectorScorer scorer(float[] target) throws IOException {
    if (NibbleScoring.POSSIBLE) {
      NibbleScorer scorer = NibbleScorer.of(vectors.getQuantizedVectorValues(Fields.VECTOR));
      if (scorer != null) {
        return scorer.compareWith(target);
      }
    }
    return vectors.getFlatVectorsReader().getRandomVectorScorer(Fields.VECTOR, target);
  }
}
