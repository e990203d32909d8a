package io.footnote.serve.engine.retrieve;

import io.footnote.index.model.PassageRecord;
import io.footnote.serve.engine.text.Shingles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets the best of several passages that say the same stand for all. Passages say the same when
 * their {@link Shingles} resemble each other. Only passages of different documents are compared:
 * what a document repeats, it may repeat for a reason.
 *
 * @param resemblance from which passages say the same, above 0 and at most 1
 * @param candidates how many of the best candidates are compared, whatever number of results is
 *     wanted; cost grows with its square
 */
record NearDuplicates(double resemblance, int candidates) {

  /**
   * @param ranked best first
   * @param passages of at least the best {@link #candidates}, by chunk id
   */
  Collapsed collapse(List<Ranked> ranked, Map<String, PassageRecord> passages) {
    List<Ranked> best = ranked.subList(0, Math.min(candidates, ranked.size()));
    List<Read> kept = new ArrayList<>();
    List<Ranked> left = new ArrayList<>(ranked.size());
    List<StandIn> standIns = new ArrayList<>();
    for (Ranked candidate : best) {
      PassageRecord passage = passages.get(candidate.chunkId());
      if (passage == null) {
        left.add(candidate);
        continue;
      }
      Read read = new Read(candidate, Shingles.of(passage.chunk().text()));
      Ranked twin = twin(read, kept);
      if (twin == null) {
        kept.add(read);
        left.add(candidate);
      } else {
        standIns.add(new StandIn(candidate, twin));
      }
    }
    left.addAll(ranked.subList(best.size(), ranked.size()));
    return new Collapsed(left, standIns);
  }

  private @Nullable Ranked twin(Read read, List<Read> kept) {
    return kept.stream()
        .filter(other -> !other.documentId().equals(read.documentId()))
        .filter(other -> other.shingles.resemblance(read.shingles) >= resemblance)
        .map(Read::candidate)
        .findFirst()
        .orElse(null);
  }

  private record Read(Ranked candidate, Shingles shingles) {
    String documentId() {
      return candidate.candidate().documentId();
    }
  }

  /**
   * What is left.
   *
   * @param ranked best first
   * @param standIns for each candidate left out, best first
   */
  record Collapsed(List<Ranked> ranked, List<StandIn> standIns) {}

  /** A candidate that was left out, and the one that stands for it. */
  record StandIn(Ranked leftOut, Ranked by) {}
}
