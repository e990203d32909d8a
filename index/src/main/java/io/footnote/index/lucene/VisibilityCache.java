package io.footnote.index.lucene;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.footnote.index.model.PolicyIds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Which documents of a segment a set of policies makes visible, one bitset per segment and set.
 *
 * <p>A segment whose policies were never updated keeps its bitsets as long as it lives, whatever is
 * deleted from it; after an update they are kept per reader, because the update makes a new reader
 * of the same segment. Thread-safe.
 */
final class VisibilityCache {
  private static final long MAX_BYTES = 64L << 20;

  private final Set<IndexReader.CacheKey> watched = ConcurrentHashMap.newKeySet();
  private final Cache<Key, Visible> cache =
      Caffeine.newBuilder()
          .maximumWeight(MAX_BYTES)
          .weigher((Key key, Visible visible) -> (int) visible.bits().ramBytesUsed() + 64)
          .build();

  /** Documents of a segment and how many they are; deleted ones may be among them. */
  record Visible(FixedBitSet bits, int count) {}

  Visible visible(LeafReaderContext context, PolicyIds policies) throws IOException {
    LeafReader reader = context.reader();
    IndexReader.CacheHelper helper =
        DocValues.isCacheable(context, Fields.POLICY)
            ? reader.getCoreCacheHelper()
            : reader.getReaderCacheHelper();
    if (helper == null) {
      return compute(reader, policies);
    }
    Key key = new Key(helper.getKey(), policies);
    @Nullable Visible cached = cache.getIfPresent(key);
    if (cached != null) {
      return cached;
    }
    if (watched.add(helper.getKey())) {
      helper.addClosedListener(this::forget);
    }
    try {
      return cache.get(
          key,
          _ -> {
            try {
              return compute(reader, policies);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw new IOException("cannot read the policies of a segment", e);
    }
  }

  /** Bitsets held now; for tests. */
  long size() {
    cache.cleanUp();
    return cache.estimatedSize();
  }

  private void forget(IndexReader.CacheKey segment) {
    watched.remove(segment);
    cache.asMap().keySet().removeIf(key -> key.segment().equals(segment));
  }

  private static Visible compute(LeafReader reader, PolicyIds policies) throws IOException {
    FixedBitSet bits = new FixedBitSet(reader.maxDoc());
    NumericDocValues values = DocValues.getNumeric(reader, Fields.POLICY);
    long[] ids = policies.ids();
    while (values.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
      if (policies.all() || Arrays.binarySearch(ids, values.longValue()) >= 0) {
        bits.set(values.docID());
      }
    }
    return new Visible(bits, bits.cardinality());
  }

  private record Key(IndexReader.CacheKey segment, PolicyIds policies) {}
}
