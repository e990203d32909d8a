package io.footnote.serve.engine.assemble;

import io.footnote.serve.engine.model.Dropped;
import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.model.SearchResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Takes the best passages that fit a budget and say something new. Pure. */
public final class ContextAssembler {
  /** Words in a shingle: long enough that shared ones mean shared text, not shared vocabulary. */
  private static final int SHINGLE = 4;

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
    List<Set<String>> seen = new ArrayList<>();
    int used = 0;
    for (SearchResult result : ranked) {
      Set<String> shingles = shingles(result.text());
      int twin = twin(shingles, seen);
      if (twin >= 0) {
        dropped.add(
            new Dropped(
                result.chunkId(),
                "says the same as " + passages.get(twin).result().chunkId()));
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

  private static int twin(Set<String> shingles, List<Set<String>> seen) {
    for (int i = 0; i < seen.size(); i++) {
      Set<String> other = seen.get(i);
      long shared = shingles.stream().filter(other::contains).count();
      if (!shingles.isEmpty() && shared >= DUPLICATE * shingles.size()) {
        return i;
      }
    }
    return -1;
  }

  private static Set<String> shingles(String text) {
    List<String> words =
        Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
            .filter(word -> !word.isEmpty())
            .toList();
    Set<String> shingles = new HashSet<>();
    if (words.size() < SHINGLE) {
      shingles.add(String.join(" ", words));
      return shingles;
    }
    for (int i = 0; i + SHINGLE <= words.size(); i++) {
      shingles.add(String.join(" ", words.subList(i, i + SHINGLE)));
    }
    return shingles;
  }
}
