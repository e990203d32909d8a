package io.footnote.serve.engine.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Documents that were counted for an answer.
 *
 * @param documents how many there are that the asker may see
 * @param filter which ones, as text in the filter language; null for all
 * @param collections where they are
 */
public record Counted(long documents, @Nullable String filter, List<String> collections) {
  public Counted {
    collections = List.copyOf(collections);
  }
}
