package io.footnote.serve.engine.trace;

import io.footnote.index.model.Principal;
import io.footnote.serve.engine.model.Source;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request, stage by stage. Holds masked text only.
 *
 * @param principal who asked; nobody else but operators may read it
 * @param kind {@code search}, {@code why}, {@code ask} or {@code check}
 * @param input the query or question, masked
 * @param error the stage that ended the request too early, and why; null if none did
 * @param sources documents that the stages take from
 * @param replayable whether what the stages were given is kept, too
 */
public record Trace(
    String traceId,
    Principal principal,
    String kind,
    String input,
    Instant started,
    long millis,
    List<TraceStage> stages,
    @Nullable String error,
    Set<Source> sources,
    boolean replayable) {
  public Trace {
    stages = List.copyOf(stages);
    sources = Set.copyOf(sources);
  }

  /** Whether a stage got, made or left out something of a document. */
  boolean names(Source document) {
    String id = document.documentId();
    return sources.contains(document)
        || stages.stream()
            .anyMatch(stage ->
                stage.input().contains(id)
                    || stage.output().contains(id)
                    || stage.dropped().stream().anyMatch(dropped -> dropped.id().startsWith(id)));
  }

  /** The same for somebody who may not read all of the sources now. */
  Trace withheld() {
    // What asks to remember something says it.
    boolean stated = sources.stream().anyMatch(Source::remembered);
    return new Trace(
        traceId,
        principal,
        kind,
        stated ? TraceStage.WITHHELD : input,
        started,
        millis,
        stages.stream().map(TraceStage::withheld).toList(),
        error,
        Set.of(),
        /* replayable= */ false);
  }
}
