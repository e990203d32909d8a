package io.footnote.serve.engine.model;

/** Tokens a model read and wrote; 0 for the extractive answerer. */
public record Usage(int promptTokens, int completionTokens) {
  public static final Usage NONE = new Usage(0, 0);

  public int totalTokens() {
    return promptTokens + completionTokens;
  }
}
