package io.footnote.serve.engine.memory;

import io.footnote.serve.engine.model.Audience;
import io.footnote.serve.engine.model.Dropped;
import io.footnote.serve.engine.model.MemoryItem;
import io.footnote.serve.engine.text.TokenBudget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Standing instructions in the order in which a model is told them: what holds for all before what
 * holds for one collection, and there for everybody before for a group, so that the more particular
 * has the last word; among their like the older first.
 *
 * @param dropped those that no longer fitted
 */
public record Standing(List<MemoryItem> instructions, List<Dropped> dropped) {
  public static final Standing NOTHING = new Standing(List.of(), List.of());

  private static final Comparator<MemoryItem> ORDER =
      Comparator.comparing((MemoryItem item) -> item.collection() != null)
          .thenComparing(item -> item.audience() instanceof Audience.Group)
          .thenComparing(MemoryItem::created)
          .thenComparing(MemoryItem::memoryId);

  public Standing {
    instructions = List.copyOf(instructions);
    dropped = List.copyOf(dropped);
  }

  /**
   * @param applying in any order
   * @param budget tokens that all may take together
   */
  public static Standing of(List<MemoryItem> applying, int budget) {
    List<MemoryItem> taken = new ArrayList<>();
    List<Dropped> dropped = new ArrayList<>();
    int left = budget;
    for (MemoryItem item : applying.stream().sorted(ORDER).toList()) {
      int tokens = TokenBudget.upperBound(item.text());
      if (tokens <= left) {
        taken.add(item);
        left -= tokens;
      } else {
        dropped.add(
            new Dropped(
                item.memoryId(),
                "instructions may take %d tokens, and this takes %d of the %d left"
                    .formatted(budget, tokens, left)));
      }
    }
    return new Standing(taken, dropped);
  }
}
