package io.footnote.serve.engine.trace;

import io.footnote.index.model.Principal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request, stage by stage. Holds masked text only.
 *
 * @param principal who asked; nobody else but operators may read it
 * @param kind {@code search} or {@code ask}
 * @param input the query or question, masked
 * @param error why it failed; null if it did not
 */
public record Trace(
    String traceId,
    Principal principal,
    String kind,
    String input,
    Instant started,
    long millis,
    List<TraceStage> stages,
    @Nullable String error) {
  public Trace {
    stages = List.copyOf(stages);
  }

  /** Whether a stage got, made or left out something that has this id or whose id begins so. */
  boolean names(String id) {
    return stages.stream()
        .anyMatch(stage ->
            stage.input().contains(id)
                || stage.output().contains(id)
                || stage.dropped().stream().anyMatch(dropped -> dropped.id().startsWith(id)));
  }
}
