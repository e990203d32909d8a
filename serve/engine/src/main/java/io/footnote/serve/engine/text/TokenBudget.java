package io.footnote.serve.engine.text;

/**
 * Counts tokens without a tokenizer, for any model: an upper bound for text of ordinary languages.
 *
 * <p>Subword tokenizers make about 1.3 tokens of an English word and at most one of each character
 * in scripts without spaces; digits and punctuation make up to one each. Counting a token for each
 * four letters of a word (rounded up), each digit and each other character stays above what
 * WordPiece and byte-pair tokenizers make of prose, tables and numbers.
 */
public final class TokenBudget {
  private static final int LETTERS_PER_TOKEN = 4;

  private TokenBudget() {}

  /** Tokens of {@code text}, rather too many than too few. */
  public static int upperBound(String text) {
    int tokens = 0;
    int letters = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c < 0x250 && Character.isLetter(c)) {
        letters++;
        continue;
      }
      tokens += (letters + LETTERS_PER_TOKEN - 1) / LETTERS_PER_TOKEN;
      letters = 0;
      if (!Character.isWhitespace(c)) {
        tokens++;
      }
    }
    return tokens + (letters + LETTERS_PER_TOKEN - 1) / LETTERS_PER_TOKEN;
  }
}
