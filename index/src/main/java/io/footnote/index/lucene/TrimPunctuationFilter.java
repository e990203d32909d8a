package io.footnote.index.lucene;

import org.apache.lucene.analysis.FilteringTokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Takes punctuation off both ends of a word and drops words of nothing else, so that {@code
 * (XG-200),} becomes {@code XG-200}. {@code #} and symbols such as {@code +} stay: they are part of
 * {@code C#} and {@code C++}.
 */
final class TrimPunctuationFilter extends FilteringTokenFilter {
  private final CharTermAttribute term = addAttribute(CharTermAttribute.class);

  TrimPunctuationFilter(TokenStream input) {
    super(input);
  }

  @Override
  protected boolean accept() {
    int end = term.length();
    while (end > 0 && isTrimmed(term.charAt(end - 1))) {
      end--;
    }
    int start = 0;
    while (start < end && isTrimmed(term.charAt(start))) {
      start++;
    }
    if (start > 0) {
      System.arraycopy(term.buffer(), start, term.buffer(), 0, end - start);
    }
    term.setLength(end - start);
    return end > start;
  }

  private static boolean isTrimmed(char c) {
    return switch (Character.getType(c)) {
      case Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.CONNECTOR_PUNCTUATION ->
          true;
      case Character.OTHER_PUNCTUATION -> c != '#';
      default -> false;
    };
  }
}
