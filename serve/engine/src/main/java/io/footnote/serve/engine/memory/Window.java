package io.footnote.serve.engine.memory;

import io.footnote.serve.engine.model.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * As much of a conversation as a model is given to read: the latest turns as they are, and what was
 * said before them in short.
 *
 * @param earlier what the turns before the latest said; empty if none were left out
 * @param turns the latest, oldest first
 */
public record Window(String earlier, List<Turn> turns) {
  /** A window onto nothing. */
  public static final Window EMPTY = new Window("", List.of());

  /** The share of the budget that turns as they are may take when some must be left out. */
  private static final double RECENT = 0.7;

  public Window {
    turns = List.copyOf(turns);
  }

  /**
   * Compacts a conversation. Without a summary that fits, each earlier turn is shortened to its
   * first sentence, and the earliest are left out if even that is too much.
   *
   * @param budget tokens that all may take together
   * @param tokens counts them
   */
  public static Window of(Recalled recalled, int budget, ToIntFunction<String> tokens) {
    List<Turn> all = recalled.turns();
    int total = all.stream().mapToInt(turn -> tokens.applyAsInt(turn.content())).sum();
    if (total <= budget) {
      return new Window("", all);
    }
    int from = firstOfLatest(all, (int) (budget * RECENT), tokens);
    List<Turn> latest = all.subList(from, all.size());
    int left = budget - latest.stream().mapToInt(turn -> tokens.applyAsInt(turn.content())).sum();
    return new Window(earlier(recalled, from, left, tokens), latest);
  }

  /** How many of the first turns are not in {@link #of} as they are. */
  public static int compacted(Recalled recalled, int budget, ToIntFunction<String> tokens) {
    return recalled.turns().size() - of(recalled, budget, tokens).turns().size();
  }

  private static int firstOfLatest(List<Turn> all, int budget, ToIntFunction<String> tokens) {
    int from = all.size();
    int used = 0;
    while (from > 0) {
      used += tokens.applyAsInt(all.get(from - 1).content());
      if (used > budget) {
        break;
      }
      from--;
    }
    return from;
  }

  private static String earlier(
      Recalled recalled, int until, int budget, ToIntFunction<String> tokens) {
    Summary summary = recalled.summary();
    int first = 0;
    int left = budget;
    List<String> lines = new ArrayList<>();
    if (summary != null
        && summary.turns() <= until
        && tokens.applyAsInt(summary.text()) <= budget) {
      lines.add(summary.text());
      first = summary.turns();
      left -= tokens.applyAsInt(summary.text());
    }
    int at = lines.size();
    for (int i = until - 1; i >= first; i--) {
      String line = Shortened.line(recalled.turns().get(i));
      left -= tokens.applyAsInt(line);
      if (left < 0) {
        break;
      }
      lines.add(at, line);
    }
    return String.join("\n", lines);
  }
}
