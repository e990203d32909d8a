package io.footnote.serve.engine.extract;

import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.model.StandaloneQuestion;
import io.footnote.serve.engine.text.Term;
import io.footnote.serve.engine.text.Terms;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A question's words, their weights and what it asks for. */
final class Question {
  /** Weight added to every word, so that a word that every document holds still counts a little. */
  private static final double BASE_WEIGHT = 0.5;

  /** What a word that is asked for now counts beside one of what was asked before. */
  private static final double OF_TURN = 2;

  private static final Pattern FIRST_PERSON =
      Pattern.compile("\\b(?:i|me|my|mine|myself|we|us|our|ours)\\b", Pattern.CASE_INSENSITIVE);

  /** A statement about who made it alone; what is "ours" may be asked for by anybody. */
  private static final Pattern OF_ONESELF = Pattern.compile("^I\\b|\\b(?:[Mm]y|myself)\\b");

  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern NAME_OR_YEAR = Pattern.compile("\\p{L}.*|(?:19|20)\\d\\d");
  private static final Pattern EDGES = Pattern.compile("^[^\\p{L}\\d]+|[^\\p{L}\\d]+$");

  private final String text;
  private final Terms terms;
  private final Set<String> words;
  private final boolean goesOn;
  private final Set<String> ofTurn;
  private final List<String> turn;
  private final double total;
  private final Set<AnswerType> types;
  private final Ranges ranges;
  private final boolean ofOneself;
  private final Map<String, String> names;
  private final Set<String> written;

  Question(StandaloneQuestion asked, Terms terms) {
    this.text = asked.text();
    this.terms = terms;
    this.words = terms.distinct(text);
    this.goesOn = !asked.before().isEmpty();
    this.ofTurn = goesOn ? terms.distinct(asked.turn()) : Set.of();
    this.turn = written(asked.turn(), terms);
    this.total = words.stream().mapToDouble(this::weight).sum();
    Set<AnswerType> wanted = AnswerType.of(asked.turn());
    this.types = wanted.isEmpty() ? AnswerType.of(text) : wanted;
    this.ranges = new Ranges(text);
    this.ofOneself = FIRST_PERSON.matcher(text).find();
    this.names = names(text, terms);
    this.written = SPACE.splitAsStream(text).map(Question::bare).collect(Collectors.toSet());
  }

  String text() {
    return text;
  }

  /** Whether it goes on with what was asked before. */
  boolean goesOn() {
    return goesOn;
  }

  /** The question's words that carry meaning. */
  Set<String> words() {
    return words;
  }

  /** Share of the kinds of things asked for that {@code sentence} adds to the question, 0 to 1. */
  double fit(String sentence) {
    if (types.isEmpty()) {
      return 0;
    }
    String added =
        SPACE
            .splitAsStream(sentence)
            .filter(word -> !written.contains(bare(word)))
            .collect(Collectors.joining(" "));
    return (double) types.stream().filter(type -> type.fits(added)).count() / types.size();
  }

  /** Whether it asks for a person, a time, a number or a place, which one sentence can give. */
  boolean asksForFact() {
    return types.stream().anyMatch(AnswerType::isFact);
  }

  /** Whether {@code sentence} gives a range that holds a number asked about. */
  boolean inRange(String sentence) {
    return ranges.meet(sentence);
  }

  /**
   * Whether {@code passage} may answer: what somebody had remembered of themselves ("my office is
   * in Kiel") answers what they ask of themselves alone.
   */
  boolean admits(Passage passage) {
    return !passage.remembered() || ofOneself || !OF_ONESELF.matcher(passage.text()).find();
  }

  /** Share of the question's names, codes and numbers that {@code others} lack, 0 to 1. */
  double namesMissing(Set<String> others) {
    return names.isEmpty()
        ? 0
        : (double) names.keySet().stream().filter(name -> !others.contains(name)).count()
            / names.size();
  }

  /**
   * Names, codes and years that {@code others} lack, as they were written; all that is asked now if
   * they have nothing of it, as what was asked before may be all they are about.
   */
  List<String> unmentioned(Set<String> others) {
    return !ofTurn.isEmpty() && ofTurn.stream().noneMatch(others::contains)
        ? turn
        : unmentionedNames(others);
  }

  private List<String> unmentionedNames(Set<String> others) {
    return names.entrySet().stream()
        .filter(name -> !others.contains(name.getKey()))
        .map(Map.Entry::getValue)
        .filter(written -> NAME_OR_YEAR.matcher(written).matches())
        .toList();
  }

  /**
   * Words with a capital, not at the beginning of a sentence, and words with figures, by their
   * terms.
   */
  private static Map<String, String> names(String text, Terms terms) {
    Map<String, String> names = new LinkedHashMap<>();
    for (Term term : terms.of(text)) {
      int start = term.span().start();
      String word = text.substring(start, term.span().end());
      if (word.chars().anyMatch(Character::isDigit)
          || (!beginsSentence(text, start) && Character.isUpperCase(word.codePointAt(0)))) {
        names.put(term.term(), word);
      }
    }
    return names;
  }

  private static List<String> written(String text, Terms terms) {
    return terms.of(text).stream()
        .map(term -> text.substring(term.span().start(), term.span().end()))
        .distinct()
        .toList();
  }

  private static boolean beginsSentence(String text, int start) {
    int end = start;
    while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    return end == 0 || (end < start && ".?!".indexOf(text.charAt(end - 1)) >= 0);
  }

  private static String bare(String word) {
    return EDGES.matcher(word.toLowerCase(Locale.ROOT)).replaceAll("");
  }

  private double weight(String word) {
    double weight = BASE_WEIGHT + terms.weight(word);
    return ofTurn.contains(word) ? OF_TURN * weight : weight;
  }

  /** Share of the question's weighted words that stand among {@code others}, 0 to 1. */
  double coverage(Set<String> others) {
    if (total == 0) {
      return 0;
    }
    return words.stream().filter(others::contains).mapToDouble(this::weight).sum() / total;
  }
}
