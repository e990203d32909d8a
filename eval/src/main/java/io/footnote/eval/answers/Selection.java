package io.footnote.eval.answers;

import io.footnote.serve.engine.text.Sentences;
import io.footnote.serve.engine.text.TextUnit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How well chosen sentences meet those that hold the answer.
 *
 * @param precision share of the chosen that are right; 0 if nothing was chosen
 * @param recall share of the right that were chosen
 */
public record Selection(double precision, double recall) {
  /** Sentences that share this much of the shorter one's words are the same, cut differently. */
  private static final double SAME = 0.8;

  public double f1() {
    return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
  }

  /**
   * @param gold at least one
   */
  static Selection of(List<String> chosen, List<String> gold) {
    List<Set<String>> wanted = gold.stream().map(Selection::words).toList();
    List<Set<String>> had = chosen.stream().map(Selection::words).toList();
    return new Selection(had.isEmpty() ? 0 : share(had, wanted), share(wanted, had));
  }

  private static double share(List<Set<String>> of, List<Set<String>> among) {
    long met =
        of.stream().filter(one -> among.stream().anyMatch(other -> same(one, other))).count();
    return (double) met / of.size();
  }

  private static boolean same(Set<String> a, Set<String> b) {
    int shorter = Math.min(a.size(), b.size());
    long shared = a.stream().filter(b::contains).count();
    return shorter > 0 && shared >= SAME * shorter;
  }

  private static Set<String> words(String sentence) {
    Set<String> words =
        new HashSet<>(Arrays.asList(sentence.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")));
    words.remove("");
    return words;
  }

  /** The sentences of a text. */
  static List<String> sentences(String text) {
    return Sentences.split(text).stream()
        .map(TextUnit::span)
        .map(span -> text.substring(span.start(), span.end()))
        .toList();
  }
}
