package io.footnote.serve.engine.llm;

import io.footnote.serve.engine.model.FootnoteException;
import io.footnote.serve.engine.model.UnavailableException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A call of a model for something that can be done without it. Thread-safe.
 *
 * @param deadline after which the call is given up, whatever the model has said by then
 */
public record TimedCall(ChatModel model, Duration deadline) {

  /**
   * What the model replies.
   *
   * @throws UnavailableException with the code {@code model_late} if it takes too long
   * @throws FootnoteException as {@link ChatModel#stream}
   */
  public String text(ChatRequest request) {
    FutureTask<String> call = new FutureTask<>(() -> model.complete(request).text());
    Thread thread = Thread.ofVirtual().name("footnote-model-call").start(call);
    try {
      return call.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new UnavailableException(
          "model_late",
          "model",
          "model '%s' took more than %d ms".formatted(model.name(), deadline.toMillis()),
          e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof FootnoteException failure) {
        throw failure;
      }
      throw new IllegalStateException("calling model '" + model.name() + "' failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException(
          "interrupted", null, "interrupted while waiting for model '" + model.name() + "'", e);
    } finally {
      thread.interrupt();
    }
  }
}
