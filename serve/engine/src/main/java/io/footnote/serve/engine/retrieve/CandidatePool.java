package io.footnote.serve.engine.retrieve;

import io.footnote.index.InvalidFilterException;
import io.footnote.index.model.Candidate;
import io.footnote.index.model.CandidateRequest;
import io.footnote.index.model.PassageRecord;
import io.footnote.serve.engine.model.CollectionView;
import io.footnote.serve.engine.model.InvalidRequestException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Candidates of several collections, and where each comes from. A chunk that two collections hold
 * counts for the first. For the thread of one request.
 */
final class CandidatePool {
  private final List<CollectionView> views;
  private final List<Candidate> candidates = new ArrayList<>();
  private final Map<String, CollectionView> origins = new HashMap<>();
  private final Map<String, PassageRecord> loaded = new HashMap<>();

  CandidatePool(List<CollectionView> views, CandidateRequest request) {
    this.views = views;
    for (CollectionView view : views) {
      for (Candidate candidate : checked(() -> view.view().candidates(request))) {
        if (origins.putIfAbsent(candidate.chunkId(), view) == null) {
          candidates.add(candidate);
        }
      }
    }
  }

  List<Candidate> candidates() {
    return candidates;
  }

  CollectionView origin(Ranked candidate) {
    CollectionView origin = origins.get(candidate.chunkId());
    if (origin == null) {
      throw new IllegalArgumentException(candidate.chunkId() + " is not of this pool");
    }
    return origin;
  }

  Map<String, float[]> vectors(List<Ranked> wanted) {
    return collect(wanted, (view, ids) -> view.view().vectors(ids));
  }

  /** The passages of at least {@code wanted}, by chunk id; each is read once. */
  Map<String, PassageRecord> passages(List<Ranked> wanted) {
    List<Ranked> missing =
        wanted.stream().filter(one -> !loaded.containsKey(one.chunkId())).toList();
    loaded.putAll(
        collect(
            missing,
            (view, ids) -> {
              Map<String, PassageRecord> passages = new HashMap<>();
              view.view()
                  .passages(ids)
                  .forEach(passage -> passages.put(passage.chunk().chunkId(), passage));
              return passages;
            }));
    return loaded;
  }

  /** Reads from each collection once. */
  private <T> Map<String, T> collect(
      List<Ranked> wanted, BiFunction<CollectionView, List<String>, Map<String, T>> read) {
    Map<String, T> found = new HashMap<>();
    for (CollectionView view : views) {
      List<String> ids =
          wanted.stream().filter(one -> origin(one).equals(view)).map(Ranked::chunkId).toList();
      if (!ids.isEmpty()) {
        found.putAll(read.apply(view, ids));
      }
    }
    return found;
  }

  /**
   * @throws InvalidRequestException if the filter cannot be applied
   */
  static <T> T checked(Supplier<T> search) {
    try {
      return search.get();
    } catch (InvalidFilterException e) {
      throw new InvalidRequestException(
          "invalid_filter", "filter", String.valueOf(e.getMessage()), e);
    }
  }
}
