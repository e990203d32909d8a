package io.footnote.serve.engine.cite;

import io.footnote.index.model.Span;
import io.footnote.serve.engine.cite.Token.Kind;
import io.footnote.serve.engine.text.Term;
import io.footnote.serve.engine.text.Terms;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads text as tokens. Knows which words the passages write with a small letter. */
final class Tokens {
  /** Weight added to every word, so that common ones count a little. */
  private static final double BASE_WEIGHT = 0.5;

  /** A negation turns a sentence round, however common it is. */
  private static final double NEGATION_WEIGHT = 1;

  private static final String NOT = "¬";

  private static final Pattern NEGATION =
      Pattern.compile(
          "\\b(?:not|no|never|none|neither|nor|without|cannot|nobody|nothing|nowhere)\\b"
              + "|n['’]t\\b|\\b(?:un|in)(?:true|correct)\\b|\\bfalse\\b"
              + "|\\b(?:excluded|prohibited|forbidden|banned|barred|disallowed)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern MAY =
      Pattern.compile(
          "\\bMay\\b(?=,?\\s+\\d)|(?<=\\d\\s)May\\b|(?<=\\b(?:in|of|by|to|from|since|until)\\s)May\\b");

  /** As a word of one in about twenty passages. */
  private static final double MAY_WEIGHT = 3.5;

  /** {@code not only … but also} and {@code no later than} deny nothing. */
  private static final Pattern NO_NEGATION =
      Pattern.compile(
          "\\bnot\\s+(?:only|just|merely|least|to mention)\\b|\\bno\\.|\\bno\\s+(?:later|more|less|fewer|earlier|doubt|matter)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern ISO_DATE =
      Pattern.compile("(?<![\\d-])(\\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])(?![\\d-])");

  /** Codes and names of currencies by one form. */
  private static final Map<String, String> CURRENCIES =
      Map.of(
          "eur", "euro",
          "euro", "euro",
          "euros", "euro",
          "usd", "dollar",
          "dollar", "dollar",
          "dollars", "dollar",
          "gbp", "pound",
          "pound", "pound",
          "pounds", "pound");

  private static final Pattern FIGURE = Pattern.compile("\\d.*", Pattern.DOTALL);

  /** Zeros at the end of two places: {@code 89.00}, {@code 2.40}. */
  private static final Pattern CENTS = Pattern.compile("^(\\d+)(?:\\.00|(\\.\\d)0)$");

  private static final Pattern NUMBER =
      Pattern.compile("[^\\d]*(\\d+(?:[.,]\\d+)*)(?:st|nd|rd|th|s|%)?");

  /** What stands before the first word of a sentence. */
  private static final Pattern SENTENCE_START =
      Pattern.compile("(?:^|[.!?:;•–-]\\s*|\\n)[\\s\"'“”‘’`(*_-]*$");

  private static final Map<String, String> NUMBER_WORDS =
      Map.ofEntries(
          Map.entry("two", "2"),
          Map.entry("three", "3"),
          Map.entry("four", "4"),
          Map.entry("five", "5"),
          Map.entry("six", "6"),
          Map.entry("seven", "7"),
          Map.entry("eight", "8"),
          Map.entry("nine", "9"),
          Map.entry("ten", "10"),
          Map.entry("eleven", "11"),
          Map.entry("twelve", "12"),
          Map.entry("twenty", "20"),
          Map.entry("thirty", "30"),
          Map.entry("forty", "40"),
          Map.entry("fifty", "50"),
          Map.entry("sixty", "60"),
          Map.entry("ninety", "90"),
          Map.entry("hundred", "100"));

  private final Terms terms;
  private final Set<String> common = new HashSet<>();

  Tokens(Terms terms) {
    this.terms = terms;
  }

  /** Learns which words a text writes with a small letter: at its beginning they are no names. */
  void learn(String text) {
    for (Term term : terms.of(text)) {
      if (Character.isLowerCase(text.codePointAt(term.span().start()))) {
        common.add(term.term());
      }
    }
  }

  /** The tokens of a text, in order. */
  List<Token> of(String text) {
    List<Token> tokens = new ArrayList<>();
    for (Term term : terms.of(text)) {
      tokens.add(token(text, term));
    }
    addMay(text, tokens);
    addDates(text, tokens);
    addNegations(text, tokens);
    tokens.sort(Comparator.comparingInt(token -> token.span().start()));
    return tokens;
  }

  private Token token(String text, Term term) {
    Span span = term.span();
    String written = text.substring(span.start(), span.end());
    double weight = BASE_WEIGHT + terms.weight(term.term());
    Matcher number = NUMBER.matcher(written);
    if (number.matches()) {
      return new Token(Kind.NUMBER, plain(number.group(1)), weight, span);
    }
    String currency = CURRENCIES.get(written.toLowerCase(Locale.ROOT));
    if (currency != null) {
      return new Token(Kind.WORD, currency, weight, span);
    }
    String word = NUMBER_WORDS.get(written.toLowerCase(Locale.ROOT));
    if (word != null) {
      return new Token(Kind.NUMBER, word, weight, span);
    }
    return new Token(
        isName(text, term, written) ? Kind.NAME : Kind.WORD, term.term(), weight, span);
  }

  /** {@code 2023-06-12} has the tokens of {@code 12 June 2023}, in that order. */
  private void addDates(String text, List<Token> tokens) {
    Matcher date = ISO_DATE.matcher(text);
    while (date.find()) {
      int start = date.start();
      int end = date.end();
      tokens.removeIf(token -> token.span().start() >= start && token.span().end() <= end);
      String day = String.valueOf(Integer.parseInt(date.group(3)));
      String year = date.group(1);
      Month month = Month.of(Integer.parseInt(date.group(2)));
      tokens.add(
          new Token(Kind.NUMBER, day, BASE_WEIGHT + terms.weight(day), new Span(start, start + 1)));
      tokens.add(month(month, new Span(start + 1, start + 2)));
      tokens.add(
          new Token(Kind.NUMBER, year, BASE_WEIGHT + terms.weight(year), new Span(start + 2, end)));
    }
  }

  private Token month(Month month, Span span) {
    List<Term> named = terms.of(month.getDisplayName(TextStyle.FULL, Locale.ENGLISH));
    return named.isEmpty()
        ? new Token(Kind.NAME, "may", MAY_WEIGHT, span)
        : new Token(
            Kind.NAME,
            named.getFirst().term(),
            BASE_WEIGHT + terms.weight(named.getFirst().term()),
            span);
  }

  /** Without what only says how exactly it is written: {@code 1,089.00} is {@code 1089}. */
  private static String plain(String number) {
    return CENTS.matcher(number.replace(",", "")).replaceFirst("$1$2");
  }

  private boolean isName(String text, Term term, String written) {
    if (FIGURE.matcher(written).find()) {
      return true; // a code
    }
    if (!Character.isUpperCase(written.codePointAt(0))) {
      return false;
    }
    String before = text.substring(Math.max(0, term.span().start() - 8), term.span().start());
    return !SENTENCE_START.matcher(before).find() || !common.contains(term.term());
  }

  /** The month has the form of a word that carries no meaning, which {@link Terms} leave out. */
  private static void addMay(String text, List<Token> tokens) {
    Matcher may = MAY.matcher(text);
    while (may.find()) {
      tokens.add(new Token(Kind.NAME, "may", MAY_WEIGHT, new Span(may.start(), may.end())));
    }
  }

  private static void addNegations(String text, List<Token> tokens) {
    List<Span> harmless = new ArrayList<>();
    Matcher exempt = NO_NEGATION.matcher(text);
    while (exempt.find()) {
      harmless.add(new Span(exempt.start(), exempt.end()));
    }
    Matcher found = NEGATION.matcher(text);
    while (found.find()) {
      int at = found.start();
      boolean denies = harmless.stream().noneMatch(span -> at >= span.start() && at < span.end());
      if (denies) {
        tokens.removeIf(token -> token.span().start() == at);
        tokens.add(new Token(Kind.NEGATION, NOT, NEGATION_WEIGHT, new Span(at, found.end())));
      }
    }
  }
}
