package io.footnote.serve.engine.extract;

import io.footnote.index.model.Span;
import io.footnote.ingest.screen.Screening;
import io.footnote.ingest.screen.Sign;
import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.read.Reading;
import io.footnote.serve.engine.text.Sentences;
import io.footnote.serve.engine.text.TextUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Chooses the few units that answer together, and puts them in reading order. Pure. */
final class QuoteChooser {
  static final int MOST = 3;

  /** What scores this share of the best unit is worth reading beside it. */
  private static final double WORTH_READING = 0.90;

  /** The same for a unit that holds no further word of the question. */
  private static final double AS_GOOD = 0.96;

  /**
   * The same for a sentence of the best one's own passage, as an answer is seldom in one sentence.
   * Chosen on half of ClapNQ's questions.
   */
  private static final double BESIDE = 0.75;

  /** The same where the best sentence holds the fact that is asked for. */
  private static final double BESIDE_A_FACT = 0.85;

  /** What scores this share of the best unit is quoted instead if that gives orders. */
  private static final double INSTEAD_OF_ORDERS = 0.5;

  /** A further word of the question counts from this share of its weight. */
  private static final double ADDS = 0.10;

  /** Units that share this much of their words say the same. */
  private static final double SAME = 0.6;

  private QuoteChooser() {}

  /**
   * @param ranked best first
   */
  static List<Quote> choose(Question question, List<Candidate> ranked) {
    List<Candidate> chosen = new ArrayList<>();
    Set<String> said = new HashSet<>();
    for (Candidate candidate : withoutOrders(ranked)) {
      if (chosen.size() < MOST
          && isWorthReading(question, candidate, chosen, said)
          && (chosen.isEmpty() || !steers(candidate))
          && chosen.stream().noneMatch(c -> same(c, candidate))) {
        chosen.add(candidate);
        said.addAll(candidate.words());
      }
    }
    List<Quote> quotes = new ArrayList<>();
    for (Candidate candidate : chosen) {
      Quote quote = quote(candidate);
      if (quotes.stream().noneMatch(quote::overlaps)) {
        quotes.add(quote);
      }
    }
    return inReadingOrder(quotes);
  }

  /**
   * What stands beside the best and is good, what is nearly as good, or is good and about more of
   * what was asked.
   */
  private static boolean isWorthReading(
      Question question, Candidate candidate, List<Candidate> chosen, Set<String> said) {
    if (chosen.isEmpty()) {
      return true;
    }
    Candidate first = chosen.getFirst();
    double share = candidate.score() / first.score();
    if (candidate.isBeside(first)) {
      boolean answered = question.asksForFact() && question.fit(first.reading().text()) > 0;
      return share >= (answered ? BESIDE_A_FACT : BESIDE);
    }
    boolean adds =
        question.coverage(CandidateScorer.union(said, candidate.words()))
            > question.coverage(said) + ADDS;
    return share >= (adds ? WORTH_READING : AS_GOOD);
  }

  /**
   * All of them, unless the best reads like an order to a language model and something else is not
   * far behind.
   */
  private static List<Candidate> withoutOrders(List<Candidate> ranked) {
    if (ranked.isEmpty() || !steers(ranked.getFirst())) {
      return ranked;
    }
    List<Candidate> honest = ranked.stream().filter(candidate -> !steers(candidate)).toList();
    return honest.isEmpty()
            || honest.getFirst().score() < INSTEAD_OF_ORDERS * ranked.getFirst().score()
        ? ranked
        : honest;
  }

  /**
   * Whether it reads like an order to a language model. That may be what is asked for, as in rules
   * on passwords, but it is not quoted beside what is.
   */
  private static boolean steers(Candidate candidate) {
    Set<Sign> signs = Screening.signs(candidate.reading().text());
    return signs.contains(Sign.INSTRUCTIONS) || signs.contains(Sign.FAKE_CITATIONS);
  }

  private static boolean same(Candidate a, Candidate b) {
    Set<String> shared = new HashSet<>(a.words());
    shared.retainAll(b.words());
    int all = a.words().size() + b.words().size() - shared.size();
    return normalized(a).equals(normalized(b)) || shared.size() > SAME * all;
  }

  private static String normalized(Candidate candidate) {
    return candidate.reading().text().toLowerCase(Locale.ROOT).replaceAll("\\W+", " ").strip();
  }

  /** The unit, with the sentence before it where it points back at that. */
  private static Quote quote(Candidate candidate) {
    Passage passage = candidate.passage();
    Reading reading = candidate.reading();
    Span span = reading.unit().span();
    if (reading.pointsBack()) {
      TextUnit before = null;
      for (TextUnit unit : Sentences.split(passage.text())) {
        if (unit.span().equals(span)) {
          break;
        }
        before = unit;
      }
      if (before != null && before.kind() == TextUnit.Kind.SENTENCE) {
        Span both = new Span(before.span().start(), span.end());
        String shown = passage.text().substring(both.start(), both.end()).replaceAll("\\s+", " ");
        return new Quote(passage, both, shown, false, candidate.score());
      }
    }
    boolean ownLine = reading.isTerse() || reading.unit().kind() == TextUnit.Kind.ITEM;
    return new Quote(passage, span, reading.shown(), ownLine, candidate.score());
  }

  /** The document of the best quote first; within a document as it reads. */
  private static List<Quote> inReadingOrder(List<Quote> quotes) {
    List<String> documents =
        quotes.stream().map(q -> q.passage().result().documentId()).distinct().toList();
    return quotes.stream()
        .sorted(
            Comparator.comparingInt(
                    (Quote q) -> documents.indexOf(q.passage().result().documentId()))
                .thenComparingInt(q -> q.passage().result().charStart() + q.span().start()))
        .toList();
  }
}
