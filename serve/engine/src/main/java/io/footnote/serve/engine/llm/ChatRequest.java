package io.footnote.serve.engine.llm;

import java.util.List;

/**
 * What to ask a model.
 *
 * @param maxOutputTokens tokens the model may write
 * @param temperature 0 for the likeliest words
 */
public record ChatRequest(List<ChatMessage> messages, int maxOutputTokens, double temperature) {
  public ChatRequest {
    messages = List.copyOf(messages);
    if (maxOutputTokens < 1) {
      throw new IllegalArgumentException(
          "maxOutputTokens must be at least 1, but got: " + maxOutputTokens);
    }
  }
}
