package io.footnote.serve.engine.answer;

import io.footnote.serve.engine.llm.ChatReply;
import io.footnote.serve.engine.model.Usage;
import io.footnote.serve.engine.trace.TraceRecorder.Outcome;
import io.footnote.serve.engine.trace.TraceStage.ModelUse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an answerer ended.
 *
 * @param abstained whether it found that the passages hold no answer; nothing was written then
 * @param note for the trace, masked
 * @param reply what a language model replied, masked; null if none was asked
 * @param cost of that; null where it is not reckoned
 */
record Verdict(boolean abstained, String note, @Nullable ChatReply reply, @Nullable Double cost) {
  /** Nobody was asked. */
  static final Verdict NOTHING = new Verdict(true, "", null, null);

  Usage usage() {
    return reply == null ? Usage.NONE : reply.usage();
  }

  /**
   * For the trace.
   *
   * @param text what was released, masked
   */
  Outcome outcome(String answerer, String text) {
    ModelUse model =
        reply == null
            ? null
            : new ModelUse(
                answerer,
                reply.usage().promptTokens(),
                reply.usage().completionTokens(),
                reply.finishReason(),
                cost);
    return new Outcome(note + ": " + text, usage().totalTokens(), List.of(), model);
  }
}
