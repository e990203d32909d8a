package io.footnote.serve.engine.answer;

import io.footnote.serve.engine.cite.CheckedSentence;
import io.footnote.serve.engine.cite.Evidence;
import io.footnote.serve.engine.extract.Extraction;
import io.footnote.serve.engine.extract.Extractor;
import io.footnote.serve.engine.extract.Quote;
import io.footnote.serve.engine.model.Usage;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Answers in the documents' own words. */
final class ExtractiveAnswerer implements Answerer {
  static final String NAME = "extractive";

  private final Extractor extractor;

  ExtractiveAnswerer(Extractor extractor) {
    this.extractor = extractor;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int contextTokens() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Verdict answer(Grounds grounds, Consumer<CheckedSentence> sentences) {
    Extraction extraction =
        extractor.extract(
            grounds.standalone(), grounds.vector(), grounds.passages(), grounds.terms());
    if (extraction.answers()) {
      Quote before = null;
      for (Quote quote : extraction.quotes()) {
        Evidence evidence = new Evidence(quote.passage(), quote.span());
        String lead = before == null ? "" : before.ownLine() || quote.ownLine() ? "\n" : " ";
        sentences.accept(new CheckedSentence(lead, quote.shown(), List.of(evidence), 1));
        before = quote;
      }
    }
    return new Verdict(
        !extraction.answers(),
        extraction.confidence(),
        Usage.NONE,
        String.format(
            Locale.ROOT, "confidence %.3f from %s", extraction.confidence(), extraction.signals()));
  }
}
