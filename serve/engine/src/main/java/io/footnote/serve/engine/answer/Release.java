package io.footnote.serve.engine.answer;

import io.footnote.index.model.Span;
import io.footnote.serve.engine.cite.CheckedSentence;
import io.footnote.serve.engine.cite.Evidence;
import io.footnote.serve.engine.decide.Checks;
import io.footnote.serve.engine.model.Answer;
import io.footnote.serve.engine.model.AnswerEvent;
import io.footnote.serve.engine.model.AnswerListener;
import io.footnote.serve.engine.model.AnswerSentence;
import io.footnote.serve.engine.model.Citation;
import io.footnote.serve.engine.model.CollectionView;
import io.footnote.serve.engine.model.SearchResult;
import io.footnote.serve.engine.model.Source;
import io.footnote.serve.engine.model.Support;
import io.footnote.serve.engine.model.UnsupportedSentences;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Numbers footnotes and hands checked sentences on to the listener. For one answer. */
final class Release {
  private final AnswerListener listener;
  private final PageFinder pages;
  private final List<CollectionView> views;
  private final UnsupportedSentences unsupported;
  private final StringBuilder text = new StringBuilder();
  private Checks checks = Checks.NONE;
  private final List<String> checked = new ArrayList<>();
  private final List<AnswerSentence> sentences = new ArrayList<>();
  private final Map<Place, Citation> citations = new LinkedHashMap<>();

  Release(
      AnswerListener listener,
      PageFinder pages,
      List<CollectionView> views,
      UnsupportedSentences unsupported) {
    this.listener = listener;
    this.pages = pages;
    this.views = views;
    this.unsupported = unsupported;
  }

  /**
   * Shows a sentence, unless it is to be left out: its new footnotes first, then the text with the
   * marks of what supports it.
   */
  void sentence(CheckedSentence sentence) {
    checks = checks.plus(sentence.support());
    boolean shown = unsupported.shows(sentence.support());
    checked.add(inWords(sentence, shown));
    if (!shown) {
      return;
    }
    List<Integer> numbers = sentence.evidence().stream().map(this::number).toList();
    StringBuilder delta = new StringBuilder(sentences.isEmpty() ? "" : sentence.lead());
    delta.append(sentence.text());
    if (sentence.support() == Support.UNCHECKED || sentence.supported()) {
      numbers.forEach(n -> delta.append('[').append(n).append(']'));
    }
    sentences.add(new AnswerSentence(sentence.text(), numbers, sentence.support()));
    say(delta.toString());
  }

  /** Says what may be used. */
  void found(List<SearchResult> results) {
    listener.on(new AnswerEvent.Retrieved(results));
  }

  /** Says that the answer is whole. */
  void done(Answer answer) {
    listener.on(new AnswerEvent.Done(answer));
  }

  /** How all sentences stand to the passages, those that were left out among them. */
  Checks checks() {
    return checks;
  }

  /** What was found of each sentence, for traces: without any text of it. */
  String inWords() {
    return String.join("; ", checked);
  }

  private String inWords(CheckedSentence sentence, boolean shown) {
    String by =
        sentence.evidence().stream()
            .map(one -> one.passage().partOf(one.span()).chunkId())
            .distinct()
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%d %s %.3f%s%s",
        checked.size() + 1,
        sentence.support().name().toLowerCase(Locale.ROOT),
        sentence.score(),
        by.isEmpty() ? "" : " by " + by,
        shown ? "" : ", left out");
  }

  /** Shows text that is no sentence of the answer. */
  void say(String said) {
    text.append(said);
    listener.on(new AnswerEvent.Delta(said));
  }

  private int number(Evidence evidence) {
    SearchResult part = evidence.passage().partOf(evidence.span());
    int start = evidence.passage().result().charStart() + evidence.span().start();
    Place place = new Place(part.documentId(), start, evidence.span().length());
    Citation known = citations.get(place);
    if (known != null) {
      return known.n();
    }
    Citation made = citation(part, start, quote(evidence));
    citations.put(place, made);
    listener.on(new AnswerEvent.Cited(made));
    return made.n();
  }

  private static String quote(Evidence evidence) {
    Span span = evidence.span();
    return evidence.passage().text().substring(span.start(), span.end());
  }

  private Citation citation(SearchResult part, int start, String quote) {
    int page =
        part.pageStart() == part.pageEnd() ? part.pageStart() : pages.pageOf(views, part, start);
    return new Citation(
        citations.size() + 1,
        part.collection().equals(Source.MEMORY) ? Citation.Kind.MEMORY : Citation.Kind.DOCUMENT,
        part.chunkId(),
        part.documentId(),
        part.collection(),
        part.title(),
        part.source(),
        page,
        start,
        start + quote.length(),
        quote);
  }

  String text() {
    return text.toString();
  }

  List<AnswerSentence> sentences() {
    return sentences;
  }

  List<Citation> citations() {
    return List.copyOf(citations.values());
  }

  /** Where a quotation stands: a document may be cited from passages that overlap. */
  private record Place(String documentId, int start, int length) {}
}
