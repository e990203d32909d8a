package io.footnote.index.lucene;

import java.io.IOException;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsReader;
import org.apache.lucene.codecs.perfield.PerFieldKnnVectorsFormat;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.FilterLeafReader;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.search.AcceptDocs;
import org.apache.lucene.search.KnnCollector;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.hnsw.HnswGraph;
import org.apache.lucene.util.hnsw.HnswGraphSearcher;
import org.apache.lucene.util.hnsw.OrdinalTranslatedKnnCollector;
import org.jspecify.annotations.Nullable;

/**
 * One segment's vectors of half a byte a dimension, searched as Lucene searches them, but scored by
 * a {@link NibbleScorer}: the same are found with the same scores.
 */
final class SegmentVectors {
  /** How many are scored together where all are. */
  private static final int BLOCK = 64;

  private final NibbleScorer scorer;

  /** Null in a segment that was never merged. */
  private final @Nullable HnswGraph graph;

  private SegmentVectors(NibbleScorer scorer, @Nullable HnswGraph graph) {
    this.scorer = scorer;
    this.graph = graph;
  }

  /**
   * Null if the segment has no vectors, or of another format, as an older Lucene has written, or if
   * no {@link NibbleScorer} can score them.
   */
  static @Nullable SegmentVectors of(LeafReader segment) throws IOException {
    if (NibbleScoring.POSSIBLE
        && FilterLeafReader.unwrap(segment) instanceof CodecReader codec
        && codec.getVectorReader() instanceof PerFieldKnnVectorsFormat.FieldsReader fields) {
      KnnVectorsReader reader = fields.getFieldReader(Fields.VECTOR);
      if (reader instanceof Lucene99HnswVectorsReader vectors) {
        KnnVectorValues values = vectors.getQuantizedVectorValues(Fields.VECTOR);
        NibbleScorer scorer = NibbleScorer.of(values);
        return scorer == null ? null : new SegmentVectors(scorer, vectors.getGraph(Fields.VECTOR));
      }
    }
    return null;
  }

  boolean hasGraph() {
    return graph != null && graph.size() > 0;
  }

  void search(float[] target, KnnCollector found, AcceptDocs accepted) throws IOException {
    scorer.compareWith(target);
    KnnCollector nodes = new OrdinalTranslatedKnnCollector(found, scorer::ordToDoc);
    Bits acceptedNodes = scorer.getAcceptOrds(accepted.bits());
    int acceptedSize = Math.min(accepted.cost(), scorer.maxOrd());
    if (hasGraph() && visitsLess(found.k(), acceptedSize)) {
      HnswGraphSearcher.search(scorer, nodes, graph, acceptedNodes, acceptedSize);
    } else {
      scan(nodes, acceptedNodes);
    }
  }

  /** Whether searching the graph visits fewer nodes than there are accepted ones. */
  private boolean visitsLess(int k, int acceptedSize) {
    int size = scorer.maxOrd();
    return k < size && HnswGraphSearcher.expectedVisitedNodes(k, size) < acceptedSize;
  }

  private void scan(KnnCollector nodes, @Nullable Bits accepted) throws IOException {
    int[] block = new int[BLOCK];
    float[] scores = new float[BLOCK];
    int filled = 0;
    for (int node = 0; node < scorer.maxOrd() && !nodes.earlyTerminated(); node++) {
      if (accepted == null || accepted.get(node)) {
        block[filled++] = node;
      }
      if (filled == BLOCK || node == scorer.maxOrd() - 1) {
        collect(nodes, block, scores, filled);
        filled = 0;
      }
    }
  }

  private void collect(KnnCollector nodes, int[] block, float[] scores, int filled)
      throws IOException {
    if (filled > 0 && scorer.bulkScore(block, scores, filled) > nodes.minCompetitiveSimilarity()) {
      for (int i = 0; i < filled; i++) {
        nodes.collect(block[i], scores[i]);
      }
    }
    nodes.incVisitedCount(filled);
  }
}
