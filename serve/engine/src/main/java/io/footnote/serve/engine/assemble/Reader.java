package io.footnote.serve.engine.assemble;

import io.footnote.embed.TokenCounter;
import io.footnote.serve.engine.model.SearchResult;
import io.footnote.serve.engine.text.TokenBudget;
import java.util.function.Predicate;

/**
 * Who is to read a context.
 *
 * @param name of the reader, for reasons why something is kept from it
 * @param budget tokens that the passages may take together
 * @param tokens counts them
 * @param prose whether it reads passages as a text, in one go, rather than each by itself
 * @param mayRead which passages may be shown to it
 */
public record Reader(
    String name, int budget, TokenCounter tokens, boolean prose, Predicate<SearchResult> mayRead) {
  /** Tokens for the number, title and delimiters of a passage. */
  private static final int FRAME_TOKENS = 12;

  /** Somebody in this process, who may read everything and reads each passage by itself. */
  public static Reader ofBudget(int budget) {
    return new Reader("", budget, TokenBudget::upperBound, /* prose= */ false, passage -> true);
  }

  /** Tokens that a passage takes, with what is said of where it stands. */
  int tokensOf(SearchResult passage) {
    return tokens.count(passage.text())
        + tokens.count(passage.title())
        + tokens.count(String.join(" ", passage.headingPath()))
        + FRAME_TOKENS;
  }
}
