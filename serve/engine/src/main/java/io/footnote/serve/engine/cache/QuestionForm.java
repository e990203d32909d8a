package io.footnote.serve.engine.cache;

import io.footnote.serve.engine.cache.Wanted.Read;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an English question asks, as far as words tell without understanding them. Two questions
 * with {@linkplain #asksTheSameAs the same form} differ in nothing that could change the answer:
 * neither in what is wanted, in subjects, numbers, names, dates, negation, time and obligation, nor
 * in who does what to whom. Most paraphrases fail this, and are answered anew: an answer to another
 * question would be worse.
 *
 * @param wanted the kind of thing asked for
 * @param mood whether it is about what is, was, may be or must be
 * @param negations how many words deny
 * @param numbers figures and number words in their order
 * @param limits words that bound or order: {@code before}, {@code without}, {@code over} …
 * @param directions what words such as {@code to}, {@code above} and {@code when} point at
 * @param words the words of content in their order
 */
record QuestionForm(
    Wanted wanted,
    Mood mood,
    int negations,
    List<String> numbers,
    Set<String> limits,
    Map<String, String> directions,
    List<String> words) {

  private static final Pattern TOKEN =
      Pattern.compile("[\\p{L}\\d]+(?:[-./:,][\\p{L}\\d]+)*|[%$€£§#+<>=]");
  private static final Pattern POLITE =
      Pattern.compile(
          "^(?:please )?(?:(?:can|could|would) you )?(?:please )?"
              + "(?:tell me|explain|i (?:want|need) to know|do you know),? ");
  private static final Pattern MAY =
      Pattern.compile(
          "\\b(?:can|may|could|allowed|permitted|possible)\\b|\\bis it (?:possible|allowed)\\b");
  private static final Pattern MUST =
      Pattern.compile("\\b(?:must|has to|have to|need(?:s|ed)?|required)\\b");
  private static final Pattern SHOULD = Pattern.compile("\\b(?:should|shall)\\b");
  private static final Pattern WAS = Pattern.compile("\\b(?:was|were|did|had)\\b");
  private static final Pattern PERFECT =
      Pattern.compile("\\b(?:has|have)\\b(?! to\\b).* \\w+ed\\b");
  private static final Pattern WILL = Pattern.compile("\\bwill\\b");
  private static final Pattern AT_MOST = Pattern.compile("\\bat (?:the )?most\\b");
  private static final Pattern IN_CHARGE = Pattern.compile("\\bin charge of\\b");

  private static final Pattern HYPHEN = Pattern.compile("-");

  private static final Set<String> NEGATIONS =
      Set.of("not", "no", "never", "none", "neither", "nor", "nobody", "nothing", "cannot");

  private static final Map<String, String> LIMITS =
      Map.ofEntries(
          Map.entry("before", "before"),
          Map.entry("after", "after"),
          Map.entry("until", "until"),
          Map.entry("till", "until"),
          Map.entry("since", "since"),
          Map.entry("during", "during"),
          Map.entry("while", "during"),
          Map.entry("between", "between"),
          Map.entry("without", "without"),
          Map.entry("except", "without"),
          Map.entry("over", "over"),
          Map.entry("above", "over"),
          Map.entry("under", "under"),
          Map.entry("below", "under"),
          Map.entry("unless", "unless"),
          Map.entry("only", "only"),
          Map.entry("more", "more"),
          Map.entry("less", "less"),
          Map.entry("or", "or"));

  private static final Set<String> DIRECTIONS =
      Set.of(
          "from", "to", "into", "for", "against", "than", "by", "with", "when", "if", "before",
          "after", "until", "since", "during", "without", "over", "under", "unless");

  private static final Set<String> EMPTY_WORDS =
      Set.of(
          ("a an the this that these those it its i me my we us our you your one someone somebody"
                  + " he she they their is are was were be been being am do does did have has had"
                  + " can could may must should shall will would of in on at as s there any"
                  + " and please so possible allowed permitted need needed required")
              .split(" "));

  QuestionForm {
    numbers = List.copyOf(numbers);
    words = List.copyOf(words);
  }

  /** Whether what is, was, may or must be is asked about. */
  enum Mood {
    IS,
    WAS,
    WILL,
    MAY,
    SHOULD,
    MUST;

    boolean binds() {
      return this == SHOULD || this == MUST;
    }
  }

  static QuestionForm of(String question) {
    String lower = plain(question);
    Mood mood = mood(lower);
    Read read = Wanted.read(lower);
    Builder built = new Builder();
    Matcher token = TOKEN.matcher(read.rest());
    while (token.find()) {
      built.add(token.group());
    }
    return built.build(read.wanted(), mood);
  }

  /** Lower case, one space between words, short forms written out, without polite beginnings. */
  private static String plain(String question) {
    String text =
        Normalizer.normalize(question, Normalizer.Form.NFKC)
            .toLowerCase(Locale.ROOT)
            .replaceAll("\\s+", " ")
            .replace('’', '\'')
            .strip();
    text =
        text.replaceAll("\\b(what|who|where|when|how)'s\\b", "$1 is")
            .replace("can't", "can not")
            .replace("won't", "will not")
            .replace("n't", " not")
            .replaceAll("'s?\\b", " ")
            .replaceAll("['\"?!]", " ")
            .replaceAll("\\s+", " ");
    text = POLITE.matcher(text).replaceFirst("");
    text = AT_MOST.matcher(text).replaceAll("maximum");
    return IN_CHARGE.matcher(text).replaceAll("responsible for").strip();
  }

  private static Mood mood(String text) {
    if (MUST.matcher(text).find()) {
      return Mood.MUST;
    }
    if (SHOULD.matcher(text).find()) {
      return Mood.SHOULD;
    }
    if (MAY.matcher(text).find()) {
      return Mood.MAY;
    }
    if (WAS.matcher(text).find() || PERFECT.matcher(text).find()) {
      return Mood.WAS;
    }
    return WILL.matcher(text).find() ? Mood.WILL : Mood.IS;
  }

  /** Whether the answer to one is the answer to the other, as far as words tell. */
  boolean asksTheSameAs(QuestionForm other) {
    return wanted == other.wanted
        && agrees(mood, other.mood)
        && negations == other.negations
        && numbers.equals(other.numbers)
        && limits.equals(other.limits)
        && bag(words).equals(bag(other.words))
        && !turned(other)
        && !swapped(other);
  }

  /** A question for yes or no turns on whether something is or may be; another need not. */
  private boolean agrees(Mood mine, Mood others) {
    boolean may = mine == Mood.MAY || others == Mood.MAY;
    boolean must = mine.binds() || others.binds();
    boolean was = mine == Mood.WAS || others == Mood.WAS;
    return mine == others || (wanted != Wanted.YES_OR_NO && !was && !(may && must));
  }

  private static Map<String, Integer> bag(List<String> words) {
    Map<String, Integer> bag = new HashMap<>();
    words.forEach(word -> bag.merge(word, 1, Integer::sum));
    return bag;
  }

  /**
   * Whether a word such as {@code to} points at something else of the two questions' words, or
   * stands where the other question has another such word.
   */
  private boolean turned(QuestionForm other) {
    Set<String> mineAlone = new HashSet<>(directions.keySet());
    mineAlone.removeAll(other.directions.keySet());
    Set<String> theirsAlone = new HashSet<>(other.directions.keySet());
    theirsAlone.removeAll(directions.keySet());
    return (!mineAlone.isEmpty() && !theirsAlone.isEmpty()) || pointsElsewhere(other);
  }

  private boolean pointsElsewhere(QuestionForm other) {
    return directions.entrySet().stream()
        .anyMatch(mine -> {
          String theirs = other.directions.get(mine.getKey());
          return theirs != null && !theirs.equals(mine.getValue());
        });
  }

  /** Whether words stand the other way round: who pays whom, or whether these are those. */
  private boolean swapped(QuestionForm other) {
    int[] places = words.stream().mapToInt(other.words::indexOf).toArray();
    if (places.length == 2) {
      return wanted == Wanted.YES_OR_NO && places[0] > places[1];
    }
    for (int i = 0; i < places.length; i++) {
      for (int j = i + 1; j < places.length; j++) {
        for (int k = j + 1; k < places.length; k++) {
          if (places[i] > places[j] && places[j] > places[k]) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Sorts the words of one question. */
  private static final class Builder {
    private int negations;
    private final List<String> numbers = new ArrayList<>();
    private final Set<String> limits = new HashSet<>();
    private final Map<String, String> directions = new HashMap<>();
    private final List<String> words = new ArrayList<>();
    private final List<String> pointing = new ArrayList<>();

    void add(String word) {
      if (NEGATIONS.contains(word)) {
        negations++;
        return;
      }
      String limit = LIMITS.get(word);
      if (limit != null) {
        limits.add(limit);
      }
      String direction = limit == null ? word : limit;
      if (DIRECTIONS.contains(direction)) {
        pointing.add(direction);
      } else if (limit == null && !EMPTY_WORDS.contains(word)) {
        content(word);
      }
    }

    private void content(String word) {
      Optional<String> number = NumberWords.value(word);
      String form = number.orElseGet(() -> Vocabulary.form(word));
      pointing.forEach(direction -> directions.put(direction, form));
      pointing.clear();
      number.ifPresentOrElse(numbers::add, () -> HYPHEN.splitAsStream(form).forEach(words::add));
    }

    QuestionForm build(Wanted wanted, Mood mood) {
      return new QuestionForm(wanted, mood, negations, numbers, limits, directions, words);
    }
  }
}
