package io.footnote.ingest;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes titles of file names. */
final class Titles {
  private static final Pattern NOT_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

  private Titles() {}

  /** {@code ADOBE_2022_10K.pdf} becomes {@code ADOBE 2022 10K}. */
  static String fromName(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    int dot = last.lastIndexOf('.');
    String stem = dot > 0 ? last.substring(0, dot) : last;
    String words = stem.replace('_', ' ').strip();
    return words.isEmpty() ? last : words;
  }

  /**
   * The title, with the name behind it if that has words that the title lacks: names often carry
   * what the text takes for granted, such as company and year.
   */
  static String forContext(String title, String name) {
    if (title.isEmpty()) {
      return name;
    }
    Set<String> more = words(name);
    more.removeAll(words(title));
    return more.isEmpty() ? title : title + " (" + name + ")";
  }

  private static Set<String> words(String text) {
    return new HashSet<>(Arrays.asList(NOT_WORD.split(text.toLowerCase(Locale.ROOT))));
  }
}
