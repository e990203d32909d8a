package io.footnote.serve.engine.llm;

import io.footnote.embed.TokenCounter;
import io.footnote.serve.engine.model.Usage;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** A language model. Streaming is the primitive; the blocking call is derived. Thread-safe. */
public interface ChatModel {

  /** The name callers choose it by. */
  String name();

  /** Tokens the model reads and writes together. */
  int contextTokens();

  /** Counts tokens as the model does, or rather too many. */
  TokenCounter tokens();

  /** Whether it may be shown what must not leave this process otherwise. */
  boolean readsRestricted();

  /** What a call cost; empty where that is not reckoned. */
  default OptionalDouble cost(Usage usage) {
    return OptionalDouble.empty();
  }

  /**
   * Asks the model and hands on its text as it comes, on the calling thread.
   *
   * @param onText receives pieces of any size, never empty; an exception from it ends the call and
   *     the connection
   * @return the whole reply
   * @throws io.footnote.serve.engine.model.UnavailableException if the model cannot be reached or
   *     does not answer as it should
   * @throws io.footnote.serve.engine.model.TooManyRequestsException if it has too much to do
   */
  ChatReply stream(ChatRequest request, Consumer<String> onText);

  /** Asks the model and waits for the whole reply. */
  default ChatReply complete(ChatRequest request) {
    return stream(request, text -> {});
  }
}
