package io.footnote.serve.engine.assemble;

import io.footnote.serve.engine.model.CancelledException;
import io.footnote.serve.engine.model.Dropped;
import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.model.SearchResult;
import io.footnote.serve.engine.text.Shingles;
import java.util.ArrayList;
import java.util.List;

/** Takes the best passages that fit a budget and say something new. Pure. */
public final class ContextAssembler {
  /** How the reason begins when a passage is dropped because another one says the same. */
  public static final String SAYS_THE_SAME = "says the same as ";

  /** Passages of which this share of shingles is already there add nothing. */
  private static final double DUPLICATE = 0.8;

  /** Tokens for the number, title and delimiters of a passage. */
  private static final int FRAME_TOKENS = 12;

  private ContextAssembler() {}

  /**
   * @param ranked best first
   * @param budget tokens the passages may take together
   */
  public static Context assemble(List<SearchResult> ranked, int budget) {
    List<Passage> passages = new ArrayList<>();
    List<Dropped> dropped = new ArrayList<>();
    List<Shingles> seen = new ArrayList<>();
    int used = 0;
    for (SearchResult result : ranked) {
      CancelledException.throwIfInterrupted();
      Shingles shingles = Shingles.of(result.text());
      int twin = twin(shingles, seen);
      if (twin >= 0) {
        dropped.add(
            new Dropped(result.chunkId(), SAYS_THE_SAME + passages.get(twin).result().chunkId()));
        continue;
      }
      int tokens =
          TokenBudget.upperBound(result.text())
              + TokenBudget.upperBound(result.title())
              + TokenBudget.upperBound(String.join(" ", result.headingPath()))
              + FRAME_TOKENS;
      if (used + tokens > budget) {
        dropped.add(
            new Dropped(
                result.chunkId(),
                "takes %d tokens of which %d were left".formatted(tokens, budget - used)));
        continue;
      }
      used += tokens;
      seen.add(shingles);
      passages.add(new Passage(passages.size() + 1, result));
    }
    return new Context(passages, used, dropped);
  }

  private static int twin(Shingles shingles, List<Shingles> seen) {
    for (int i = 0; i < seen.size(); i++) {
      if (shingles.containedIn(seen.get(i)) >= DUPLICATE) {
        return i;
      }
    }
    return -1;
  }
}
