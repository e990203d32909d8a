package io.footnote.index.lucene;

import io.footnote.index.model.PolicyIds;
import java.io.IOException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ConstantScoreScorerSupplier;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BitSetIterator;
import org.jspecify.annotations.Nullable;

/**
 * Matches what a set of policies makes visible; part of every query of a {@link LuceneReadView}.
 */
final class VisibilityQuery extends Query {
  private final PolicyIds policies;
  private final VisibilityCache cache;

  VisibilityQuery(PolicyIds policies, VisibilityCache cache) {
    this.policies = policies;
    this.cache = cache;
  }

  @Override
  public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost) {
    return new ConstantScoreWeight(this, boost) {
      @Override
      public @Nullable ScorerSupplier scorerSupplier(LeafReaderContext context) throws IOException {
        VisibilityCache.Visible visible = cache.visible(context, policies);
        if (visible.count() == 0) {
          return null;
        }
        return ConstantScoreScorerSupplier.fromIterator(
            new BitSetIterator(visible.bits(), visible.count()),
            score(),
            scoreMode,
            context.reader().maxDoc());
      }

      @Override
      public boolean isCacheable(LeafReaderContext context) {
        // Lucene's own cache would outlive an update of the policies; ours does not.
        return false;
      }
    };
  }

  @Override
  public void visit(QueryVisitor visitor) {
    visitor.visitLeaf(this);
  }

  @Override
  public String toString(String field) {
    return "visible(" + policies + ")";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof VisibilityQuery that
        && policies.equals(that.policies)
        && cache == that.cache;
  }

  @Override
  public int hashCode() {
    return 31 * policies.hashCode() + System.identityHashCode(cache);
  }
}
