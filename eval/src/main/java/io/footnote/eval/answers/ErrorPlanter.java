package io.footnote.eval.answers;

import io.footnote.eval.answers.PlantedError.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes right sentences wrong: one number, name or negation at a time. Half of what takes another's
 * place is from the passages, so that looking whether a word occurs somewhere does not find it. The
 * same seed, sentence and passages give the same errors.
 */
public final class ErrorPlanter {
  private static final Pattern NUMBER =
      Pattern.compile("(?<![\\p{L}\\d.,:/-])\\d+(?:[.,]\\d+)*(?![\\p{L}\\d:/-])");
  private static final Pattern WORD_NUMBER =
      Pattern.compile("\\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)\\b");
  private static final List<String> WORD_NUMBERS =
      List.of(
          "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve",
          "twenty");
  private static final List<String> MONTHS =
      List.of(
          "January",
          "February",
          "March",
          "April",
          "May",
          "June",
          "July",
          "August",
          "September",
          "October",
          "November",
          "December");
  private static final Pattern MONTH =
      Pattern.compile(
          "\\b(?:"
              + String.join("|", MONTHS)
              + ")\\b(?=\\s+\\d)|(?<=\\d\\s)(?:"
              + String.join("|", MONTHS)
              + ")\\b");

  /** One to four capitalised words, with initials and connecting words between them. */
  private static final Pattern NAME =
      Pattern.compile(
          "\\b\\p{Lu}[\\p{L}'’]+(?:\\s+(?:(?:of|the|de|von|van)\\s+){0,2}\\p{Lu}[\\p{L}'’]+){0,3}");

  private static final Pattern SENTENCE_START =
      Pattern.compile("(?:^|[.!?:;•–-]\\s*|\\n)[\\s\"'“”‘’`(*_-]*$");

  private static final Pattern NEGATION = Pattern.compile("\\s+not\\b(?! only)|(?<=can)not\\b");
  private static final Pattern AUXILIARY =
      Pattern.compile(
          "\\b(?:is|are|was|were|has|have|had|can|could|will|would|should|may|might|must|does|do|did)\\b(?=\\s+\\p{L})");

  /** What only lists two names says the same when they change places. */
  private static final Pattern LIST = Pattern.compile("[\\s,/&()-]*(?:and|or|with)?[\\s,/&()-]*");

  private static final Pattern SPACE = Pattern.compile("\\s+");

  /** Words that begin alike are taken for one. */
  private static final int STEM = 4;

  private static final int FIRST_YEAR = 1000;
  private static final int LAST_YEAR = 2100;

  private final long seed;

  public ErrorPlanter(long seed) {
    this.seed = seed;
  }

  /**
   * One error of each kind that the sentence admits.
   *
   * @param passages what is retrieved for the question; material for numbers and names
   */
  public List<PlantedError> plant(String sentence, List<String> passages) {
    Random random = new Random(seed ^ sentence.hashCode());
    List<PlantedError> errors = new ArrayList<>();
    number(sentence, passages, random)
        .ifPresent(text -> errors.add(new PlantedError(Kind.NUMBER, text)));
    name(sentence, passages, random)
        .ifPresent(text -> errors.add(new PlantedError(Kind.NAME, text)));
    errors.add(new PlantedError(Kind.NEGATION, negated(sentence, random)));
    return errors;
  }

  private static Optional<String> number(String sentence, List<String> passages, Random random) {
    List<MatchResult> places = new ArrayList<>(all(NUMBER, sentence));
    places.addAll(all(MONTH, sentence));
    if (places.isEmpty()) {
      places.addAll(all(WORD_NUMBER, sentence));
    }
    return pick(places, random)
        .map(place -> replace(sentence, place, other(place.group(), sentence, passages, random)));
  }

  private static String other(
      String number, String sentence, List<String> passages, Random random) {
    if (MONTHS.contains(number)) {
      return differing(MONTHS, number, random);
    }
    if (WORD_NUMBERS.contains(number)) {
      return differing(WORD_NUMBERS, number, random);
    }
    Set<String> alike =
        passages.stream()
            .flatMap(passage -> all(NUMBER, passage).stream())
            .map(MatchResult::group)
            .filter(found -> found.length() == number.length() && !sentence.contains(found))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    if (!alike.isEmpty() && random.nextBoolean()) {
      return pick(alike, random).orElseThrow();
    }
    return changed(number, random);
  }

  private static String changed(String number, Random random) {
    if (number.matches("\\d{1,9}")) {
      int value = Integer.parseInt(number);
      boolean year = value >= FIRST_YEAR && value <= LAST_YEAR;
      int reach = year ? 30 : Math.max(3, value / 2);
      int by = 1 + random.nextInt(reach);
      return String.valueOf(random.nextBoolean() && value > by ? value - by : value + by);
    }
    char[] digits = number.toCharArray();
    List<Integer> at = new ArrayList<>();
    for (int i = 0; i < digits.length; i++) {
      if (Character.isDigit(digits[i])) {
        at.add(i);
      }
    }
    int place = at.get(random.nextInt(at.size()));
    digits[place] = (char) ('1' + (digits[place] - '0' + random.nextInt(8)) % 9);
    return new String(digits);
  }

  private static Optional<String> name(String sentence, List<String> passages, Random random) {
    List<MatchResult> names = names(sentence);
    if (names.size() > 1 && random.nextInt(3) == 0) {
      Optional<String> swapped = swapped(sentence, names);
      if (swapped.isPresent()) {
        return swapped;
      }
    }
    Optional<MatchResult> place = pick(names, random);
    Set<String> others = new LinkedHashSet<>();
    for (String passage : passages) {
      names(passage).stream()
          .map(MatchResult::group)
          .filter(name -> !sharesWord(name, sentence))
          .forEach(others::add);
      if (!others.isEmpty() && random.nextBoolean()) {
        break;
      }
    }
    return place.flatMap(
        chosen -> pick(others, random).map(other -> replace(sentence, chosen, other)));
  }

  private static Optional<String> swapped(String sentence, List<MatchResult> names) {
    for (int i = 0; i + 1 < names.size(); i++) {
      MatchResult a = names.get(i);
      MatchResult b = names.get(i + 1);
      boolean listed = LIST.matcher(sentence.substring(a.end(), b.start())).matches();
      if (!listed && !sharesWord(a.group(), b.group())) {
        return Optional.of(replace(replace(sentence, b, a.group()), a, b.group()));
      }
    }
    return Optional.empty();
  }

  /** Names that do not begin a sentence, where a capital tells nothing. */
  private static List<MatchResult> names(String text) {
    return all(NAME, text).stream()
        .filter(name -> !SENTENCE_START.matcher(text.substring(0, name.start())).find())
        .toList();
  }

  private static boolean sharesWord(String name, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return SPACE
        .splitAsStream(name.toLowerCase(Locale.ROOT))
        .anyMatch(word -> lower.contains(word.substring(0, Math.min(STEM, word.length()))));
  }

  private static String negated(String sentence, Random random) {
    Matcher negation = NEGATION.matcher(sentence);
    if (negation.find()) {
      return sentence.substring(0, negation.start()) + sentence.substring(negation.end());
    }
    Matcher auxiliary = AUXILIARY.matcher(sentence);
    if (auxiliary.find()) {
      String not = random.nextInt(3) == 0 ? " never" : " not";
      return sentence.substring(0, auxiliary.end()) + not + sentence.substring(auxiliary.end());
    }
    return "It is not true that " + sentence;
  }

  private static List<MatchResult> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().toList();
  }

  private static String replace(String text, MatchResult place, String by) {
    return text.substring(0, place.start()) + by + text.substring(place.end());
  }

  private static String differing(List<String> among, String from, Random random) {
    return pick(among.stream().filter(one -> !one.equals(from)).toList(), random).orElseThrow();
  }

  private static <T> Optional<T> pick(Collection<T> among, Random random) {
    return among.isEmpty()
        ? Optional.empty()
        : among.stream().skip(random.nextInt(among.size())).findFirst();
  }
}
