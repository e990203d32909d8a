package io.footnote.serve.engine.extract;

import io.footnote.index.model.Span;
import io.footnote.serve.engine.model.SearchResult;
import io.footnote.serve.engine.text.Sentences;
import io.footnote.serve.engine.text.TextUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Chooses the few units that answer together, and puts them in reading order. Pure. */
final class QuoteChooser {
  static final int MOST = 4;

  /** What scores this share of the best unit is worth reading beside it. */
  private static final double WORTH_READING = 0.88;

  /** Units that share this much of their words say the same. */
  private static final double SAME = 0.6;

  /** Beginnings that point at the sentence before. */
  private static final Pattern POINTS_BACK =
      Pattern.compile(
          "^(?:it|they|he|she|this|these|those|such|its|their|his|her|however|therefore|thus|also|then|instead|otherwise|but|and|so)\\b.*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private QuoteChooser() {}

  /**
   * @param ranked best first
   */
  static List<Quote> choose(List<Candidate> ranked) {
    List<Candidate> chosen = new ArrayList<>();
    for (Candidate candidate : ranked) {
      boolean worth =
          chosen.isEmpty() || candidate.score() >= WORTH_READING * chosen.getFirst().score();
      if (worth && chosen.size() < MOST && chosen.stream().noneMatch(c -> same(c, candidate))) {
        chosen.add(candidate);
      }
    }
    List<Quote> quotes = new ArrayList<>();
    for (Candidate candidate : chosen) {
      Quote quote = new Quote(candidate.passage(), spanOf(candidate), candidate.score());
      if (quotes.stream().noneMatch(other -> overlaps(other, quote))) {
        quotes.add(quote);
      }
    }
    return inReadingOrder(quotes);
  }

  private static boolean same(Candidate a, Candidate b) {
    Set<String> shared = new HashSet<>(a.words());
    shared.retainAll(b.words());
    int all = a.words().size() + b.words().size() - shared.size();
    return normalized(a).equals(normalized(b)) || shared.size() > SAME * all;
  }

  private static String normalized(Candidate candidate) {
    return candidate.text().toLowerCase(Locale.ROOT).replaceAll("\\W+", " ").strip();
  }

  /** The unit, with the sentence before it where it points back at that. */
  private static Span spanOf(Candidate candidate) {
    Span span = candidate.unit().span();
    if (candidate.unit().kind() != TextUnit.Kind.SENTENCE
        || !POINTS_BACK.matcher(candidate.text()).matches()) {
      return span;
    }
    TextUnit before = null;
    for (TextUnit unit : Sentences.split(candidate.passage().text())) {
      if (unit.span().equals(span)) {
        break;
      }
      before = unit;
    }
    return before != null && before.kind() == TextUnit.Kind.SENTENCE
        ? new Span(before.span().start(), span.end())
        : span;
  }

  /** Whether two quotes share text of their document (neighbouring chunks may overlap). */
  private static boolean overlaps(Quote a, Quote b) {
    SearchResult first = a.passage().result();
    SearchResult second = b.passage().result();
    int aStart = first.charStart() + a.span().start();
    int bStart = second.charStart() + b.span().start();
    return first.documentId().equals(second.documentId())
        && aStart < bStart + b.span().length()
        && bStart < aStart + a.span().length();
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
