package io.footnote.serve.engine.cite;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** English words that turn a statement into its opposite where one takes another's place. Pure. */
final class Opposites {
  /** Beginnings of words; a blank behind one ends the word there. */
  private static final String[][] PAIRS = {
    {"above ", "below "},
    {"over ", "under "},
    {"before ", "after "},
    {"more ", "less "},
    {"more ", "fewer "},
    {"most ", "least "},
    {"maximum ", "minimum "},
    {"higher ", "lower "},
    {"increas", "decreas"},
    {"rose ", "fell "},
    {"approv", "reject"},
    {"accept", "reject"},
    {"accept", "declin"},
    {"allow", "forbid"},
    {"allowed ", "prohibited "},
    {"permitted ", "prohibited "},
    {"mandatory ", "optional "},
    {"mandatory ", "voluntary "},
    {"present ", "absent "},
    {"opened ", "closed "},
    {"opens ", "closes "},
    {"inside ", "outside "},
    {"includ", "exclud"},
    {"internal ", "external "},
    {"paid ", "unpaid "},
    {"enabl", "disabl"},
    {"arriv", "depart"},
  };

  private static final Map<String, Set<String>> BEGINNINGS = beginnings();
  private static final Pattern WORD = Pattern.compile("\\p{L}+");

  private Opposites() {}

  /**
   * The words that have an opposite, as they begin in the list, from the first to the last token.
   *
   * @param text the text of the tokens
   */
  static Set<String> in(String text, List<Token> tokens) {
    Set<String> found = new HashSet<>();
    if (tokens.isEmpty()) {
      return found;
    }
    String part = text.substring(tokens.getFirst().span().start(), tokens.getLast().span().end());
    Matcher word = WORD.matcher(part.toLowerCase(Locale.ROOT));
    while (word.find()) {
      String ended = word.group() + " ";
      BEGINNINGS.keySet().stream().filter(ended::startsWith).forEach(found::add);
    }
    return found;
  }

  /** What says the opposite of one of the beginnings that {@link #in} finds. */
  static Set<String> of(String beginning) {
    return BEGINNINGS.getOrDefault(beginning, Set.of());
  }

  private static Map<String, Set<String>> beginnings() {
    Map<String, Set<String>> beginnings = new HashMap<>();
    for (String[] pair : PAIRS) {
      beginnings.computeIfAbsent(pair[0], _ -> new HashSet<>()).add(pair[1]);
      beginnings.computeIfAbsent(pair[1], _ -> new HashSet<>()).add(pair[0]);
    }
    return beginnings;
  }
}
