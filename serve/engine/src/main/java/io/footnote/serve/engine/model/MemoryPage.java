package io.footnote.serve.engine.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered, latest first.
 *
 * @param nextCursor where to go on; null on the last page
 */
public record MemoryPage(List<MemoryItem> memory, @Nullable String nextCursor) {
  public MemoryPage {
    memory = List.copyOf(memory);
  }
}
