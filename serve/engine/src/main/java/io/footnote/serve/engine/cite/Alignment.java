package io.footnote.serve.engine.cite;

import io.footnote.serve.engine.cite.Token.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A sentence laid beside the text it may come from: the heaviest common subsequence of their
 * tokens, and what each has where the other has something else. Between words that both have,
 * another number, another name or a negation on one side alone is a conflict.
 *
 * @param share of the sentence's weight that the text has in the same order, 0 to 1
 * @param conflicts kinds of tokens in which they differ
 * @param moved whether a name or number of the sentence stands in the text before or after what it
 *     stands beside in the sentence
 * @param overtaken share of the sentence's weight in names and numbers that the text has only
 *     behind another one, which is nearer to what they stand beside in the sentence
 */
record Alignment(double share, Set<Kind> conflicts, boolean moved, double overtaken) {
  /**
   * A text may say this many words more between two words of the sentence and still say the same.
   */
  private static final int LOOSE = 3;

  Alignment {
    conflicts = Set.copyOf(conflicts);
  }

  static Alignment of(List<Token> sentence, List<Token> text) {
    double[][] best = table(sentence, text);
    double total = sentence.stream().mapToDouble(Token::weight).sum();
    Set<Kind> conflicts = EnumSet.noneOf(Kind.class);
    int i = 0;
    int j = 0;
    Gap gap = new Gap(Source.forms(sentence));
    while (i < sentence.size() && j < text.size()) {
      boolean equal = sentence.get(i).matches(text.get(j));
      if (equal && best[i][j] == best[i + 1][j + 1] + sentence.get(i).weight()) {
        gap.overtake(sentence.get(i));
        gap.end(true, conflicts);
        i++;
        j++;
      } else if (best[i][j] == best[i + 1][j]) {
        gap.said.add(sentence.get(i++));
      } else {
        gap.written.add(text.get(j++));
      }
    }
    gap.said.addAll(sentence.subList(i, sentence.size()));
    gap.written.addAll(text.subList(j, text.size()));
    gap.end(false, conflicts);
    boolean moved = gap.saidFacts.stream().anyMatch(gap.writtenFacts::contains);
    return total == 0
        ? new Alignment(0, conflicts, moved, 0)
        : new Alignment(best[0][0] / total, conflicts, moved, gap.overtaken / total);
  }

  /**
   * {@code best[i][j]} is the weight that the texts from {@code i} and {@code j} on have in common.
   */
  private static double[][] table(List<Token> sentence, List<Token> text) {
    double[][] best = new double[sentence.size() + 1][text.size() + 1];
    for (int i = sentence.size() - 1; i >= 0; i--) {
      for (int j = text.size() - 1; j >= 0; j--) {
        double skipped = Math.max(best[i + 1][j], best[i][j + 1]);
        boolean equal = sentence.get(i).matches(text.get(j));
        best[i][j] =
            equal ? Math.max(skipped, best[i + 1][j + 1] + sentence.get(i).weight()) : skipped;
      }
    }
    return best;
  }

  /** What stands on each side between two words that both have. */
  private static final class Gap {
    private final List<Token> said = new ArrayList<>();
    private final List<Token> written = new ArrayList<>();
    private final Set<String> saidFacts = new HashSet<>();
    private final Set<String> writtenFacts = new HashSet<>();
    private final Set<String> everySaid;
    private double overtaken;
    private boolean begun;

    Gap(Set<String> everySaid) {
      this.everySaid = everySaid;
    }

    /** Called before {@link #end} with the word that ends the gap. */
    void overtake(Token matched) {
      boolean fact = matched.is(Kind.NUMBER) || matched.is(Kind.NAME);
      // Names or numbers alone are a list, of which the sentence may leave some out.
      boolean list = written.stream().noneMatch(token -> token.is(Kind.WORD));
      if (begun && fact && !list && written.stream().anyMatch(other -> rivals(matched, other))) {
        overtaken += matched.weight();
      }
    }

    private boolean rivals(Token matched, Token other) {
      return other.is(matched.kind()) && !everySaid.contains(other.form());
    }

    void end(boolean matched, Set<Kind> conflicts) {
      List<Token> opposite = opposite(matched);
      if (begun || matched) {
        compare(Kind.NUMBER, opposite, conflicts);
        compare(Kind.NAME, opposite, conflicts);
        boolean denied = count(said, Kind.NEGATION) % 2 == 1;
        // After the last word in common the text may deny something else.
        boolean writtenDenied =
            matched && (count(opposite, Kind.NEGATION) % 2 == 1 || deniedAtTheEnd());
        if (denied != writtenDenied) {
          conflicts.add(Kind.NEGATION);
        }
      }
      for (Kind fact : List.of(Kind.NUMBER, Kind.NAME)) {
        saidFacts.addAll(forms(said, fact));
        writtenFacts.addAll(forms(written, fact));
      }
      said.clear();
      written.clear();
      begun = true;
    }

    /** The part of a long gap that lies near the words that both have. */
    private List<Token> opposite(boolean matched) {
      int near = said.size() + LOOSE;
      if (written.size() <= near) {
        return List.copyOf(written);
      }
      List<Token> close = new ArrayList<>();
      if (begun) {
        close.addAll(written.subList(0, Math.min(said.size() + 1, written.size())));
      }
      if (matched) {
        close.addAll(
            written.subList(Math.max(0, written.size() - said.size() - 1), written.size()));
      }
      return close;
    }

    /** What a long gap denies right before the word in common is that word. */
    private boolean deniedAtTheEnd() {
      int length = written.size();
      return length > said.size() + LOOSE
          && count(written.subList(length - LOOSE, length), Kind.NEGATION) % 2 == 1;
    }

    private void compare(Kind kind, List<Token> opposite, Set<Kind> conflicts) {
      Set<String> here = forms(said, kind);
      Set<String> there = forms(opposite, kind);
      if (!here.isEmpty() && !there.isEmpty() && !there.containsAll(here)) {
        conflicts.add(kind);
      }
    }

    private static Set<String> forms(List<Token> tokens, Kind kind) {
      Set<String> forms = new HashSet<>();
      tokens.stream().filter(token -> token.is(kind)).forEach(token -> forms.add(token.form()));
      return forms;
    }

    private static long count(List<Token> tokens, Kind kind) {
      return tokens.stream().filter(token -> token.is(kind)).count();
    }
  }
}
