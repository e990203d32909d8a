package io.footnote.index;

/** Splits a filter's text into words, quoted texts and symbols; holds the current one. */
final class FilterTokens {
  private final String input;
  private int position;
  private int start;
  private Kind kind = Kind.END;
  private String text = "";

  /** What the current token is. */
  enum Kind {
    WORD,
    QUOTED,
    SYMBOL,
    END
  }

  FilterTokens(String input) {
    this.input = input;
    next();
  }

  Kind kind() {
    return kind;
  }

  /** The token without quotes and escapes. */
  String text() {
    return text;
  }

  boolean skipWord(String word) {
    return skip(kind == Kind.WORD && text.equalsIgnoreCase(word));
  }

  boolean skipSymbol(String symbol) {
    return skip(kind == Kind.SYMBOL && text.equals(symbol));
  }

  /** An error at the current token. */
  InvalidFilterException expected(String what) {
    String found = kind == Kind.END ? "the end" : "'" + input.substring(start, position) + "'";
    return new InvalidFilterException(
        "expected %s at position %d of the filter, but found %s: %s"
            .formatted(what, start + 1, found, input));
  }

  void next() {
    while (position < input.length() && Character.isWhitespace(input.charAt(position))) {
      position++;
    }
    start = position;
    if (position == input.length()) {
      set(Kind.END, "");
      return;
    }
    char c = input.charAt(position);
    if (c == '"' || c == '\'') {
      quoted(c);
    } else if (isWordPart(c)) {
      while (position < input.length() && isWordPart(input.charAt(position))) {
        position++;
      }
      set(Kind.WORD, input.substring(start, position));
    } else {
      symbol(c);
    }
  }

  private boolean skip(boolean matches) {
    if (matches) {
      next();
    }
    return matches;
  }

  private void quoted(char quote) {
    StringBuilder value = new StringBuilder();
    position++;
    while (position < input.length()) {
      char c = input.charAt(position++);
      if (c == quote) {
        set(Kind.QUOTED, value.toString());
        return;
      }
      if (c == '\\' && position < input.length()) {
        c = input.charAt(position++);
      }
      value.append(c);
    }
    throw new InvalidFilterException(
        "the text that starts at position %d of the filter has no closing %s: %s"
            .formatted(start + 1, quote, input));
  }

  private void symbol(char c) {
    position++;
    if (position < input.length()) {
      String two = input.substring(start, position + 1);
      if (two.equals("==")
          || two.equals("!=")
          || two.equals("<>")
          || two.equals(">=")
          || two.equals("<=")) {
        position++;
        set(Kind.SYMBOL, two);
        return;
      }
    }
    set(Kind.SYMBOL, String.valueOf(c));
  }

  private void set(Kind newKind, String newText) {
    kind = newKind;
    text = newText;
  }

  /** Also what dates and numbers are made of. */
  static boolean isWordPart(int c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '-' || c == ':' || c == '+';
  }
}
