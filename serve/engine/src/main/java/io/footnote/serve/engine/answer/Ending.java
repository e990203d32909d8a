package io.footnote.serve.engine.answer;

import io.footnote.serve.engine.model.Answer;
import io.footnote.serve.engine.model.Counted;
import io.footnote.serve.engine.model.Decision;
import io.footnote.serve.engine.model.Source;
import io.footnote.serve.engine.model.Usage;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the answer of what was released, once it is remembered. Thread-safe. */
record Ending(Dialogue dialogue) {

  /** Stage {@code remember}. */
  Answer end(Asked asked, Release release, Result result) {
    String conversationId =
        dialogue.remember(
            asked.principal(), asked.request(), release.text(), result.sources, asked.trace());
    Answer answer =
        new Answer(
            release.text(),
            release.sentences(),
            release.citations(),
            result.abstained,
            result.decision.confidence(),
            result.decision,
            result.by,
            result.usage,
            asked.trace().elapsedMillis(),
            asked.trace().traceId(),
            conversationId);
    return result.counted == null ? answer : answer.counting(result.counted);
  }

  /**
   * How it was answered.
   *
   * @param by who answered
   * @param sources documents that the answer takes from or names
   * @param counted what was counted for it; null if nothing was
   */
  record Result(
      Decision decision,
      boolean abstained,
      String by,
      Usage usage,
      Set<Source> sources,
      @Nullable Counted counted) {

    /** Without searching for passages. */
    static Result direct(
        Decision decision, String by, Set<Source> sources, @Nullable Counted counted) {
      return new Result(decision, !decision.answers(), by, Usage.NONE, sources, counted);
    }
  }
}
