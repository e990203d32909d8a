package io.footnote.serve.engine.answer;

import io.footnote.serve.engine.assemble.Reader;
import io.footnote.serve.engine.cite.CheckedSentence;
import io.footnote.serve.engine.cite.Evidence;
import io.footnote.serve.engine.extract.Quote;
import io.footnote.serve.engine.model.SearchResult;
import io.footnote.serve.engine.model.Support;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Answers in the documents' own words. */
final class ExtractiveAnswerer implements Answerer {
  static final String NAME = "extractive";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String prompt() {
    return "";
  }

  @Override
  public boolean followsInstructions() {
    return false;
  }

  @Override
  public int contextTokens() {
    return Integer.MAX_VALUE;
  }

  @Override
  public boolean readsRestricted() {
    return true;
  }

  @Override
  public Reader reader(int budget, Predicate<SearchResult> unrestricted) {
    return Reader.ofBudget(budget);
  }

  @Override
  public Verdict answer(Grounds grounds, Consumer<CheckedSentence> sentences) {
    List<Quote> quotes = grounds.quotes();
    Quote before = null;
    for (Quote quote : quotes) {
      Evidence evidence = new Evidence(quote.passage(), quote.span());
      String lead = before == null ? "" : before.ownLine() || quote.ownLine() ? "\n" : " ";
      sentences.accept(
          new CheckedSentence(lead, quote.shown(), Support.CITED, List.of(evidence), 1));
      before = quote;
    }
    return new Verdict(
        quotes.isEmpty(),
        quotes.size() + (quotes.size() == 1 ? " sentence quoted" : " sentences quoted"),
        null,
        null);
  }
}
