package io.footnote.serve.engine.cite;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Splits sentences where one statement may end and the next begin. Pure. */
final class Clauses {
  private static final Pattern BETWEEN =
      Pattern.compile("[,;:()–—•\\n]|\\b(?:and|but|while|whereas)\\b");

  private Clauses() {}

  /** The tokens of a sentence, clause by clause. */
  static List<List<Token>> of(String sentence, List<Token> tokens) {
    List<List<Token>> clauses = new ArrayList<>();
    List<Token> clause = new ArrayList<>();
    int end = 0;
    for (Token token : tokens) {
      int start = token.span().start();
      boolean ends =
          start > end
              && BETWEEN.matcher(sentence).region(end, start).useTransparentBounds(true).find();
      if (ends && !clause.isEmpty()) {
        clauses.add(clause);
        clause = new ArrayList<>();
      }
      clause.add(token);
      end = Math.max(end, token.span().end());
    }
    if (!clause.isEmpty()) {
      clauses.add(clause);
    }
    return clauses;
  }
}
