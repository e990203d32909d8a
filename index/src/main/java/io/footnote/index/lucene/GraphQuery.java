package io.footnote.index.lucene;

import java.io.IOException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.AcceptDocs;
import org.apache.lucene.search.KnnCollector;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.knn.KnnCollectorManager;
import org.jspecify.annotations.Nullable;

/** Lucene's search for nearest vectors, through {@link SegmentVectors} where that is possible. */
final class GraphQuery extends KnnFloatVectorQuery {
  GraphQuery(float[] target, int k, @Nullable Query filter) {
    super(Fields.VECTOR, target, k, filter);
  }

  @Override
  protected TopDocs approximateSearch(
      LeafReaderContext context,
      AcceptDocs accepted,
      int visitedLimit,
      KnnCollectorManager collectors)
      throws IOException {
    SegmentVectors vectors = SegmentVectors.of(context.reader());
    if (vectors == null) {
      return super.approximateSearch(context, accepted, visitedLimit, collectors);
    }
    KnnCollector found = collectors.newCollector(visitedLimit, searchStrategy, context);
    vectors.search(target, found, accepted);
    return found.topDocs();
  }
}
