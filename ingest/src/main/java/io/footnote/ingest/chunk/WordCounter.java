package io.footnote.ingest.chunk;

import io.footnote.embed.TokenCounter;

/**
 * Estimates tokens without a tokenizer, in one pass: a run of letters or digits counts once for
 * every six characters begun, any other visible character and every character of a script without
 * spaces once. On English prose that is within a few percent of WordPiece.
 */
final class WordCounter implements TokenCounter {
  private static final int CHARACTERS_OF_A_TOKEN = 6;

  @Override
  public int count(String text) {
    int tokens = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isLetterOrDigit(c) && !Character.isIdeographic(c)) {
        tokens += run % CHARACTERS_OF_A_TOKEN == 0 ? 1 : 0;
        run++;
      } else {
        run = 0;
        tokens += Character.isWhitespace(c) || Character.isLowSurrogate(c) ? 0 : 1;
      }
    }
    return tokens;
  }
}
