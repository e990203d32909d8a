package io.footnote.serve.engine.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Small numbers of a question, and the ranges of a text that hold them: six is in "5 to 9". */
final class Ranges {
  /** Larger numbers are years, amounts and names of types, which ranges of tables seldom mean. */
  private static final double LARGEST = 100;

  private static final Map<String, Integer> WORDS =
      Map.ofEntries(
          Map.entry("one", 1),
          Map.entry("two", 2),
          Map.entry("three", 3),
          Map.entry("four", 4),
          Map.entry("five", 5),
          Map.entry("six", 6),
          Map.entry("seven", 7),
          Map.entry("eight", 8),
          Map.entry("nine", 9),
          Map.entry("ten", 10),
          Map.entry("eleven", 11),
          Map.entry("twelve", 12),
          Map.entry("fifteen", 15),
          Map.entry("twenty", 20),
          Map.entry("thirty", 30));

  private static final String NUMBER =
      "(\\d+(?:\\.\\d+)?|" + String.join("|", WORDS.keySet()) + ")";
  private static final Pattern ALONE =
      Pattern.compile("(?<![\\p{L}\\d.,£€$-])" + NUMBER + "(?![\\p{L}\\d.,:]\\d|\\p{L}|\\d)");
  private static final Pattern BETWEEN =
      Pattern.compile("\\b" + NUMBER + "\\s*(?:to|–|and|-)\\s*" + NUMBER + "\\b");
  private static final Pattern AT_LEAST =
      Pattern.compile(
          "\\b"
              + NUMBER
              + "\\s+or\\s+more\\b|\\b(?:at least|more than|over|from)\\s+"
              + NUMBER
              + "\\b");
  private static final Pattern AT_MOST =
      Pattern.compile("\\b(?:less than|under|up to|at most|within)\\s+" + NUMBER + "\\b");

  private final List<Double> asked = new ArrayList<>();

  Ranges(String question) {
    Matcher numbers = ALONE.matcher(question.toLowerCase(Locale.ROOT));
    while (numbers.find()) {
      double value = value(numbers.group(1));
      if (value <= LARGEST) {
        asked.add(value);
      }
    }
  }

  /** Whether a range in {@code text} holds a number asked about. */
  boolean meet(String text) {
    if (asked.isEmpty()) {
      return false;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    Matcher between = BETWEEN.matcher(lower);
    while (between.find()) {
      if (anyIn(value(between.group(1)), value(between.group(2)))) {
        return true;
      }
    }
    Matcher least = AT_LEAST.matcher(lower);
    while (least.find()) {
      String bound = least.group(1) == null ? least.group(2) : least.group(1);
      if (anyIn(value(bound), LARGEST)) {
        return true;
      }
    }
    Matcher most = AT_MOST.matcher(lower);
    while (most.find()) {
      if (anyIn(0, value(most.group(1)))) {
        return true;
      }
    }
    return false;
  }

  private boolean anyIn(double low, double high) {
    return asked.stream().anyMatch(number -> number >= low && number <= high);
  }

  private static double value(String number) {
    Integer word = WORDS.get(number);
    return word == null ? Double.parseDouble(number) : word;
  }
}
