package io.footnote.serve.engine.answer;

import static java.util.stream.Collectors.joining;

import io.footnote.index.model.Principal;
import io.footnote.serve.engine.assemble.Context;
import io.footnote.serve.engine.assemble.ContextAssembler;
import io.footnote.serve.engine.assemble.LeasedShelf;
import io.footnote.serve.engine.assemble.Reader;
import io.footnote.serve.engine.assemble.TextFinder;
import io.footnote.serve.engine.calibrate.ScaledEmbedder;
import io.footnote.serve.engine.cite.CitationChecker;
import io.footnote.serve.engine.cite.SentenceReader;
import io.footnote.serve.engine.cite.WrittenSentence;
import io.footnote.serve.engine.guard.Masker;
import io.footnote.serve.engine.guard.Masking;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.CheckRequest;
import io.footnote.serve.engine.model.CheckedAnswer;
import io.footnote.serve.engine.model.LeasedViews;
import io.footnote.serve.engine.model.QueryPart;
import io.footnote.serve.engine.model.UnsupportedSentences;
import io.footnote.serve.engine.model.ViewSource;
import io.footnote.serve.engine.retrieve.Retrieval;
import io.footnote.serve.engine.retrieve.RetrievalRequest;
import io.footnote.serve.engine.retrieve.Retriever;
import io.footnote.serve.engine.rewrite.LongText;
import io.footnote.serve.engine.text.Terms;
import io.footnote.serve.engine.trace.TraceRecorder;
import io.footnote.serve.engine.trace.TraceRecorder.Outcome;
import io.footnote.serve.engine.trace.TraceStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * How an answer that somebody else wrote is checked: retrieve for its question → assemble → check
 * each sentence → trace. Thread-safe.
 */
public final class CheckPipeline {
  /**
   * Weight of what is checked beside the question: what speaks for or against it need not be what
   * answers the question best.
   */
  private static final double CLAIMED = 0.5;

  private final ViewSource views;
  private final Retriever retriever;
  private final ScaledEmbedder checking;
  private final PageFinder pages;
  private final Masker masker;
  private final TraceStore traces;
  private final Supplier<String> ids;

  public CheckPipeline(
      ViewSource views,
      Retriever retriever,
      ScaledEmbedder checking,
      PageFinder pages,
      Masker masker,
      TraceStore traces,
      Supplier<String> ids) {
    this.views = views;
    this.retriever = retriever;
    this.checking = checking;
    this.pages = pages;
    this.masker = masker;
    this.traces = traces;
    this.ids = ids;
  }

  public CheckedAnswer check(Principal principal, CheckRequest request) {
    Masking masking = masker.begin(ids.get());
    String question = masking.mask(request.question());
    try (LeasedViews leased = views.lease(principal, request.collections());
        TraceRecorder trace = traces.begin(principal, "check", question)) {
      Terms terms = new Terms(leased.views());
      List<WrittenSentence> sentences = sentences(request.answer());
      Retrieval found =
          trace.stage(
              "retrieve",
              question,
              () -> retriever.retrieve(leased.views(), retrieval(request, sentences), terms),
              made ->
                  new Outcome(
                      made.results().size() + " of " + made.candidates() + " candidates",
                      0,
                      made.dropped()));
      trace.takesFrom(Sources.of(found.results()));
      Context context =
          ContextAssembler.assemble(
              request.question(),
              found.results(),
              Reader.ofBudget(AskRequest.DEFAULT_CONTEXT_TOKENS),
              new LeasedShelf(leased.views(), request.filter(), TextFinder.NONE));
      Release release = new Release(event -> {}, pages, leased.views(), UnsupportedSentences.MARK);
      trace.stage(
          "check",
          sentences.size() + " sentences",
          () -> {
            CitationChecker checker = new CitationChecker(context.passages(), terms, checking);
            sentences.forEach(sentence -> release.sentence(checker.check(sentence)));
            return release.checks();
          },
          _ -> Outcome.of(release.inWords()));
      return new CheckedAnswer(
          release.sentences(), release.citations(), trace.elapsedMillis(), trace.traceId());
    }
  }

  /** Marks point at passages that whoever wrote the answer saw, and tell nothing here. */
  private static List<WrittenSentence> sentences(String answer) {
    SentenceReader reader = new SentenceReader();
    List<WrittenSentence> sentences = new ArrayList<>(reader.add(answer));
    sentences.addAll(reader.end());
    return sentences.stream()
        .map(one -> new WrittenSentence(one.lead(), one.text(), List.of()))
        .toList();
  }

  private static RetrievalRequest retrieval(CheckRequest request, List<WrittenSentence> sentences) {
    String claimed = sentences.stream().map(WrittenSentence::text).collect(joining(" "));
    List<QueryPart> parts = new ArrayList<>();
    parts.add(QueryPart.asked(request.question()));
    parts.addAll(LongText.beside(claimed, CLAIMED, "what is checked"));
    return RetrievalRequest.forAnswering(
        request.question(), parts, request.topK(), request.filter());
  }
}
