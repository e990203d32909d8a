package io.footnote.serve.engine.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.footnote.serve.engine.cache.KeptAnswer.Match;
import io.footnote.serve.engine.cache.SameQuestion.Asked;
import io.footnote.serve.engine.cache.Situation.Shown;
import io.footnote.serve.engine.calibrate.ScaledEmbedder;
import io.footnote.serve.engine.model.CollectionView;
import io.footnote.serve.engine.model.UnavailableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Answers in memory, so that nothing of a document stays on disk for them and a restart begins
 * anew. Thread-safe.
 *
 * <p>Two things must hold for an answer to be given again, each enough to keep a secret. Its
 * situation is part of its key: what the asker's views show, of which policies and which
 * generation. And the asker's own views are asked for the passages it cites: one that they do not
 * show, or show otherwise, drops the answer. Only where an operator allows answers to outlive a
 * change the generation is left out, and then every document read for an answer must be shown.
 *
 * <p>Of requests that ask the same at once the first makes the answer and the others wait for it.
 */
public final class AnswerCache {
  /** A model behind a name may change without a word. */
  static final Duration KEPT = Duration.ofDays(1);

  /** Characters of all that is kept: about 1000 answers with their passages, 64 MB. */
  private static final long CAPACITY = 32_000_000;

  /** How often a request waits for another that is to make its answer, before it makes its own. */
  private static final int WAITS = 2;

  private final CachePolicy policy;
  private final InstantSource clock;
  private final SameQuestion same;
  private final Cache<Key, Entry> entries;
  private final Map<Key, CompletableFuture<Boolean>> making = new ConcurrentHashMap<>();
  private final Map<String, Long> generations = new ConcurrentHashMap<>();
  private final AtomicLong forgotten = new AtomicLong();

  /**
   * @param model puts questions near each other; asked only if {@code policy} is semantic
   */
  public AnswerCache(CachePolicy policy, ScaledEmbedder model, InstantSource clock) {
    this.policy = policy;
    this.clock = clock;
    this.same = new SameQuestion(model);
    this.entries =
        Caffeine.newBuilder()
            .maximumWeight(CAPACITY)
            .weigher((Key key, Entry entry) -> entry.kept.size())
            .expireAfterWrite(KEPT)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .executor(Runnable::run)
            .build();
  }

  /** Now, as far as forgetting goes. */
  public Moment moment() {
    return new Moment(forgotten.get());
  }

  /** Whether anything is ever given again. */
  public boolean isOn() {
    return policy.mode() != CacheMode.OFF;
  }

  /**
   * Looks for an answer, and waits for it if another request is making it. What is returned must be
   * closed.
   *
   * @param views the asker's, of which {@code situation} tells
   * @param before a moment before the views were leased
   */
  public Place find(
      Situation situation, String question, List<CollectionView> views, Moment before) {
    if (!isOn()) {
      return new Place(null, null, null);
    }
    dropOld(situation.shown());
    Key exact = new Key(situation, question);
    for (int waits = 0; waits < WAITS; waits++) {
      CompletableFuture<Boolean> mine = new CompletableFuture<>();
      CompletableFuture<Boolean> others = making.putIfAbsent(exact, mine);
      if (others == null) {
        return lookUp(new Making(exact, mine, before), views);
      }
      await(others);
      Optional<Match> made = match(exact, views);
      if (made.isPresent()) {
        return new Place(made.get(), null, null);
      }
    }
    return new Place(null, null, null);
  }

  private Place lookUp(Making begun, List<CollectionView> views) {
    try {
      Optional<Match> found = match(begun.key, views);
      if (found.isPresent()) {
        begun.end();
        return new Place(found.get(), null, null);
      }
      return new Place(null, this, begun);
    } catch (RuntimeException e) {
      begun.end();
      throw e;
    }
  }

  private static void await(CompletableFuture<Boolean> others) {
    try {
      boolean _ = others.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException(
          "interrupted", null, "interrupted while waiting for the same question's answer", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("never completed with a failure", e);
    }
  }

  private Optional<Match> match(Key exact, List<CollectionView> views) {
    Key key = stored(exact);
    Entry entry = entries.getIfPresent(key);
    if (entry != null && holds(key, entry, exact.situation, views)) {
      return Optional.of(new Match(entry.kept, 1));
    }
    return policy.mode() == CacheMode.SEMANTIC ? near(key, exact, views) : Optional.empty();
  }

  private Optional<Match> near(Key key, Key exact, List<CollectionView> views) {
    Match nearest = null;
    Asked asked = Asked.of(exact.question);
    for (Map.Entry<Key, Entry> one : entries.asMap().entrySet()) {
      if (one.getKey().situation.equals(key.situation)) {
        OptionalDouble similarity = same.similarity(asked, one.getValue().asked);
        if (similarity.isPresent()
            && (nearest == null || similarity.getAsDouble() > nearest.similarity())
            && holds(one.getKey(), one.getValue(), exact.situation, views)) {
          nearest = new Match(one.getValue().kept, similarity.getAsDouble());
        }
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** Whether an answer may be given again; drops it if not. */
  private boolean holds(Key key, Entry entry, Situation now, List<CollectionView> views) {
    boolean unchanged = entry.shown.equals(now.shown());
    boolean young = !clock.instant().isAfter(entry.kept.at().plus(policy.afterChange()));
    boolean holds =
        entry.kept.citesWhatIs(views) && (unchanged || (young && entry.kept.outlivesChange(views)));
    if (!holds) {
      entries.asMap().remove(key, entry);
    }
    return holds;
  }

  private Key stored(Key exact) {
    return policy.afterChange().isZero()
        ? exact
        : new Key(exact.situation.ofAnyGeneration(), exact.question);
  }

  /** Drops what no request can get any more, because its collection has changed. */
  private void dropOld(List<Shown> shown) {
    for (Shown one : shown) {
      Long before = generations.put(one.collection(), one.generation());
      if (before != null && before != one.generation()) {
        dropIf((_, entry) -> entry.changed(one.collection(), one.generation()) && outlived(entry));
      }
    }
  }

  private boolean outlived(Entry entry) {
    return policy.afterChange().isZero()
        || clock.instant().isAfter(entry.kept.at().plus(policy.afterChange()));
  }

  private void dropIf(BiPredicate<Key, Entry> doomed) {
    entries.asMap().entrySet().removeIf(one -> doomed.test(one.getKey(), one.getValue()));
  }

  /** Forgets all answers for which one of these documents was read, those being made among them. */
  public void forgetAnswersFrom(String collection, Set<String> documentIds) {
    forgotten.incrementAndGet();
    dropIf((_, entry) -> entry.kept.readsAny(collection, documentIds));
  }

  /** Forgets all answers from a collection, those being made among them. */
  public void forgetAll(String collection) {
    forgotten.incrementAndGet();
    dropIf((key, _) -> key.situation.reads(collection));
  }

  /**
   * Forgets the answers that a change of a collection made wrong.
   *
   * @param view shows all that the collection holds now
   */
  public void review(CollectionView view) {
    if (!isOn()) {
      return;
    }
    long generation = view.view().generation();
    dropIf((_, entry) ->
        entry.changed(view.collection(), generation)
            && (outlived(entry) || !entry.kept.citesWhatIs(List.of(view))));
  }

  private boolean keep(Making made, KeptAnswer kept) {
    // What was forgotten meanwhile may be among what this was made from.
    boolean current = made.begun.equals(moment());
    if (current) {
      Asked asked = Asked.of(made.key.question);
      entries.put(stored(made.key), new Entry(kept, asked, made.key.situation.shown()));
      current = made.begun.equals(moment());
      if (!current) {
        entries.invalidate(stored(made.key));
      }
    }
    made.end();
    return current;
  }

  /** How many answers are kept. */
  public int size() {
    return entries.asMap().size();
  }

  private record Key(Situation situation, String question) {}

  /**
   * @param shown what the views showed from which it was made
   */
  private record Entry(KeptAnswer kept, Asked asked, List<Shown> shown) {
    /** Whether it was made from another generation of a collection. */
    boolean changed(String collection, long generation) {
      return shown.stream()
          .anyMatch(one -> one.collection().equals(collection) && one.generation() != generation);
    }
  }

  /**
   * A moment between two calls that made this forget something.
   *
   * @param forgotten how many there were before
   */
  public record Moment(long forgotten) {}

  /** An answer that is being made. */
  private final class Making {
    private final Key key;
    private final CompletableFuture<Boolean> done;
    private final Moment begun; // before its views were leased

    Making(Key key, CompletableFuture<Boolean> done, Moment begun) {
      this.key = key;
      this.done = done;
      this.begun = begun;
    }

    void end() {
      making.remove(key, done);
      done.complete(true);
    }
  }

  /**
   * Where an answer is, or is to be put by who got this. To be closed, so that others do not wait
   * for an answer that never comes. For one thread.
   */
  public static final class Place implements AutoCloseable {
    private final @Nullable Match found;
    private final @Nullable AnswerCache cache;
    private final @Nullable Making making;

    private Place(@Nullable Match found, @Nullable AnswerCache cache, @Nullable Making making) {
      this.found = found;
      this.cache = cache;
      this.making = making;
    }

    /** What was answered before, if it may be given again. */
    public Optional<Match> found() {
      return Optional.ofNullable(found);
    }

    /** Whether an answer can be put here. */
    public boolean keeps() {
      return making != null;
    }

    /**
     * Puts the answer here, for whoever waits and for those who ask later.
     *
     * @return whether it stays
     */
    public boolean keep(KeptAnswer answer) {
      return cache != null && making != null && cache.keep(making, answer);
    }

    @Override
    public void close() {
      if (making != null) {
        making.end();
      }
    }
  }
}
