package io.footnote.serve.engine.assemble;

import io.footnote.serve.engine.model.CancelledException;
import io.footnote.serve.engine.model.Dropped;
import io.footnote.serve.engine.model.OptionalStage;
import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.model.SearchResult;
import io.footnote.serve.engine.text.Shingles;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes the passages that are worth most, fit a budget, say something new and may be read, and puts
 * them as their reader reads best. For one question.
 */
public final class ContextAssembler {
  /** How the reason begins when a passage is dropped because another one says the same. */
  public static final String SAYS_THE_SAME = "says the same as ";

  /** Passages of which this share of shingles is already there add nothing. */
  private static final double DUPLICATE = 0.8;

  private final String question;
  private final Reader reader;
  private final Shelf shelf;
  private final List<Dropped> dropped = new ArrayList<>();
  private int used;

  private ContextAssembler(String question, Reader reader, Shelf shelf) {
    this.question = question;
    this.reader = reader;
    this.shelf = shelf;
  }

  /**
   * @param question names the version it wants, if it wants an old one
   * @param ranked best first
   */
  public static Context assemble(
      String question, List<SearchResult> ranked, Reader reader, Shelf shelf) {
    return assemble(question, ranked, reader, shelf, Set.of());
  }

  /**
   * @param skipped if {@link OptionalStage#ASSEMBLE} is among it, the passages are left as they are
   *     ranked, as many as fit the budget of those that may be read
   */
  public static Context assemble(
      String question,
      List<SearchResult> ranked,
      Reader reader,
      Shelf shelf,
      Set<OptionalStage> skipped) {
    ContextAssembler assembler = new ContextAssembler(question, reader, shelf);
    return skipped.contains(OptionalStage.ASSEMBLE)
        ? assembler.asRanked(ranked)
        : assembler.assemble(ranked);
  }

  private Context asRanked(List<SearchResult> ranked) {
    List<SearchResult> readable = readable(ranked);
    List<Passage> passages = numbered(readable, fitting(readable));
    return new Context(passages, passages, used, dropped);
  }

  private static List<Passage> numbered(List<SearchResult> ranked, Set<SearchResult> taken) {
    List<Passage> passages = new ArrayList<>();
    ranked.stream()
        .filter(taken::contains)
        .forEach(passage -> passages.add(new Passage(passages.size() + 1, passage)));
    return passages;
  }

  private Context assemble(List<SearchResult> ranked) {
    List<SearchResult> candidates = withoutTwins(readable(withoutSuperseded(ranked)));
    Set<SearchResult> taken = fitting(new Worth(candidates, shelf).order());
    List<Passage> passages = numbered(candidates, taken);
    if (!reader.prose()) {
      return new Context(passages, passages, used, dropped);
    }
    List<Passage> reading =
        new Prose(reader, shelf).of(candidates.stream().filter(taken::contains).toList());
    int tokens = reading.stream().mapToInt(passage -> reader.tokensOf(passage.result())).sum();
    return new Context(passages, reading, tokens, dropped);
  }

  private List<SearchResult> withoutSuperseded(List<SearchResult> ranked) {
    Superseded superseded = new Superseded(question, ranked);
    List<SearchResult> kept = new ArrayList<>();
    for (SearchResult passage : ranked) {
      SearchResult newer = superseded.by(passage);
      if (newer == null) {
        kept.add(passage);
      } else {
        drop(passage, "superseded by '" + newer.title() + "'");
      }
    }
    return kept;
  }

  private List<SearchResult> readable(List<SearchResult> ranked) {
    List<SearchResult> kept = new ArrayList<>();
    for (SearchResult passage : ranked) {
      if (reader.mayRead().test(passage)) {
        kept.add(passage);
      } else {
        drop(passage, Context.RESTRICTED + "'" + reader.name() + "' may not read it");
      }
    }
    return kept;
  }

  private List<SearchResult> withoutTwins(List<SearchResult> ranked) {
    List<SearchResult> kept = new ArrayList<>();
    List<Shingles> seen = new ArrayList<>();
    for (SearchResult passage : ranked) {
      CancelledException.throwIfInterrupted();
      Shingles shingles = Shingles.of(passage.text());
      int twin = twin(shingles, seen);
      if (twin < 0) {
        kept.add(passage);
        seen.add(shingles);
      } else {
        drop(passage, SAYS_THE_SAME + kept.get(twin).chunkId());
      }
    }
    return kept;
  }

  private static int twin(Shingles shingles, List<Shingles> seen) {
    for (int i = 0; i < seen.size(); i++) {
      if (shingles.containedIn(seen.get(i)) >= DUPLICATE) {
        return i;
      }
    }
    return -1;
  }

  /** Those for which there is room, the first before the others. */
  private Set<SearchResult> fitting(List<SearchResult> passages) {
    Set<SearchResult> taken = new HashSet<>();
    for (SearchResult passage : passages) {
      int tokens = reader.tokensOf(passage);
      if (used + tokens <= reader.budget()) {
        used += tokens;
        taken.add(passage);
      } else {
        drop(
            passage,
            "takes %d tokens of which %d were left".formatted(tokens, reader.budget() - used));
      }
    }
    return taken;
  }

  private void drop(SearchResult passage, String reason) {
    dropped.add(new Dropped(passage.chunkId(), reason));
  }
}
