package io.footnote.serve.engine.trace;

import io.footnote.serve.engine.model.Dropped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One stage of a request.
 *
 * @param name as in the pipeline: {@code retrieve}, {@code assemble} …
 * @param status how it ended
 * @param input what it got, masked
 * @param output what it made, masked
 * @param startedMs when it began, milliseconds after the request
 * @param millis how long it took
 * @param tokens tokens read and written; 0 where no tokens are counted
 * @param model what a language model did for it; null if none was asked
 * @param dropped what it left out and why
 */
public record TraceStage(
    String name,
    Status status,
    String input,
    String output,
    long startedMs,
    long millis,
    int tokens,
    @Nullable ModelUse model,
    List<Dropped> dropped) {
  static final String WITHHELD =
      "not shown: a document or fact that this takes from was deleted, or you may no longer read it";

  public TraceStage {
    dropped = List.copyOf(dropped);
  }

  /** How a stage ended. */
  public enum Status {
    DONE,
    /** Left out, because it was late or is switched off; the request went on without it. */
    SKIPPED,
    /** It failed, and the request with it. */
    FAILED,
    /** It took longer than it may, and the request failed. */
    LATE,
    /** Whoever asked left. */
    CANCELLED
  }

  /**
   * What a language model did.
   *
   * @param name what callers choose it by
   * @param inputTokens as its server reports them; 0 if it does not
   * @param outputTokens as its server reports them; 0 if it does not
   * @param finishReason as its server says, for example {@code stop}
   * @param cost by the price in the settings; null where there is none
   */
  public record ModelUse(
      String name, int inputTokens, int outputTokens, String finishReason, @Nullable Double cost) {}

  /** The same without anything that may tell of documents. */
  TraceStage withheld() {
    return new TraceStage(
        name, status, WITHHELD, WITHHELD, startedMs, millis, tokens, model, List.of());
  }
}
