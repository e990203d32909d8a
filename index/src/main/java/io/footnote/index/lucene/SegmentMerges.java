package io.footnote.index.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.FilterMergePolicy;
import org.apache.lucene.index.SegmentCommitInfo;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.TieredMergePolicy;
import org.jspecify.annotations.Nullable;

/**
 * Which segments are merged. While documents come, those of a tier, as Lucene does it: a vector is
 * put into a graph again only a few times. When they have come, what {@link #findForcedMerges}
 * finds worth merging into one: each segment has a graph of its own, and searching two costs nearly
 * twice as much as searching one of both.
 */
final class SegmentMerges extends FilterMergePolicy {
  private static final int SEGMENTS_PER_TIER = 4;

  /**
   * A segment is rewritten when what is smaller than it has grown to this share of it, so that what
   * is there is not rewritten for every document that comes.
   */
  private static final double WORTH_REWRITING = 1.0 / 8;

  private static final long MAX_BYTES = 2L << 30;
  private static final long LEAST_MAX_BYTES = 64L << 20;

  /** The largest segment's graph, about a tenth of its bytes, must fit into the heap. */
  private static final int TIMES_THE_HEAP = 2;

  private final long maxBytes;

  /**
   * @param maxBytes of a segment that is made by merging
   */
  SegmentMerges(long maxBytes) {
    super(
        new TieredMergePolicy()
            .setSegmentsPerTier(SEGMENTS_PER_TIER)
            .setMaxMergedSegmentMB((double) maxBytes / (1 << 20))
            // Purging leaves no deleted document in any segment, however few they are.
            .setForceMergeDeletesPctAllowed(0));
    this.maxBytes = maxBytes;
  }

  static SegmentMerges ofHeap(long heapBytes) {
    return new SegmentMerges(Math.clamp(heapBytes * TIMES_THE_HEAP, LEAST_MAX_BYTES, MAX_BYTES));
  }

  long maxBytes() {
    return maxBytes;
  }

  /**
   * At most one merge: of a segment and of smaller ones that are together at least an eighth of its
   * size. Lucene asks again when it is done.
   *
   * @param maxSegments not regarded; how many remain depends on their sizes
   */
  @Override
  public @Nullable MergeSpecification findForcedMerges(
      SegmentInfos infos,
      int maxSegments,
      Map<SegmentCommitInfo, Boolean> segmentsToMerge,
      MergeContext context)
      throws IOException {
    List<Sized> segments = largestFirst(infos, context);
    for (int i = 0; i < segments.size() - 1; i++) {
      List<Sized> merged = fitting(segments.subList(i, segments.size()));
      long largest = merged.getFirst().bytes();
      if (bytes(merged) - largest >= WORTH_REWRITING * largest) {
        MergeSpecification specification = new MergeSpecification();
        specification.add(new OneMerge(merged.stream().map(Sized::segment).toList()));
        return specification;
      }
    }
    return null;
  }

  /**
   * The first, and after it all that fit into a merged segment, larger ones before smaller ones.
   */
  private List<Sized> fitting(List<Sized> segments) {
    List<Sized> fitting = new ArrayList<>();
    long bytes = 0;
    for (Sized segment : segments) {
      if (fitting.isEmpty() || bytes + segment.bytes() <= maxBytes) {
        fitting.add(segment);
        bytes += segment.bytes();
      }
    }
    return fitting;
  }

  private List<Sized> largestFirst(SegmentInfos infos, MergeContext context) throws IOException {
    Set<SegmentCommitInfo> merging = context.getMergingSegments();
    List<Sized> segments = new ArrayList<>();
    for (SegmentCommitInfo segment : infos) {
      if (!merging.contains(segment)) {
        segments.add(new Sized(segment, Math.max(1, size(segment, context))));
      }
    }
    segments.sort(
        Comparator.comparingLong(Sized::bytes)
            .reversed()
            .thenComparing(sized -> sized.segment().info.name));
    return segments;
  }

  private static long bytes(List<Sized> segments) {
    return segments.stream().mapToLong(Sized::bytes).sum();
  }

  /**
   * @param bytes without what is deleted
   */
  private record Sized(SegmentCommitInfo segment, long bytes) {}
}
