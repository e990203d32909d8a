package io.footnote.serve.engine.answer;

import io.footnote.embed.TokenCounter;
import io.footnote.serve.engine.llm.ChatModel;
import io.footnote.serve.engine.llm.ChatReply;
import io.footnote.serve.engine.llm.ChatRequest;
import io.footnote.serve.engine.text.TokenBudget;
import java.util.function.Consumer;

/** A model that replies what it replied before, whatever it is asked. */
record RecordedModel(String name, ChatReply reply) implements ChatModel {

  @Override
  public int contextTokens() {
    return Integer.MAX_VALUE;
  }

  @Override
  public TokenCounter tokens() {
    return TokenBudget::upperBound;
  }

  @Override
  public boolean readsRestricted() {
    return true;
  }

  @Override
  public ChatReply stream(ChatRequest request, Consumer<String> onText) {
    if (!reply.text().isEmpty()) {
      onText.accept(reply.text());
    }
    return reply;
  }
}
