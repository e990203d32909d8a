package io.footnote.embed;

/** Counts tokens as a model's tokenizer does. Thread-safe. */
@FunctionalInterface
public interface TokenCounter {

  /** Tokens of {@code text} without special tokens and without truncation. */
  int count(String text);
}
