package io.footnote.serve.engine.cache;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What English words and figures count. */
final class NumberWords {
  private static final List<String> CARDINALS =
      List.of(
          ("two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
                  + " sixteen seventeen eighteen nineteen twenty")
              .split(" "));
  private static final List<String> ORDINALS =
      List.of("first second third fourth fifth sixth seventh eighth ninth tenth".split(" "));
  private static final Map<String, String> WORDS = words();

  private NumberWords() {}

  /**
   * One form for a number, however it is written; empty if the word is none.
   *
   * @param word in lower case; {@code one} is taken for a pronoun
   */
  static Optional<String> value(String word) {
    return Character.isDigit(word.charAt(0))
        ? Optional.of(word.replace(",", ""))
        : Optional.ofNullable(WORDS.get(word));
  }

  private static Map<String, String> words() {
    Map<String, String> words = new HashMap<>();
    for (int i = 0; i < CARDINALS.size(); i++) {
      words.put(CARDINALS.get(i), String.valueOf(i + 2));
    }
    for (int i = 0; i < ORDINALS.size(); i++) {
      words.put(ORDINALS.get(i), (i + 1) + "th");
    }
    words.put("once", "1x");
    words.put("twice", "2x");
    words.put("half", "0.5");
    words.put("zero", "0");
    words.put("hundred", "100");
    words.put("thousand", "1000");
    return Map.copyOf(words);
  }
}
