package io.footnote.serve.engine.answer;

import io.footnote.index.model.Principal;
import io.footnote.index.model.SearchMode;
import io.footnote.serve.engine.assemble.Context;
import io.footnote.serve.engine.assemble.ContextAssembler;
import io.footnote.serve.engine.guard.Masker;
import io.footnote.serve.engine.guard.Masking;
import io.footnote.serve.engine.model.Answer;
import io.footnote.serve.engine.model.AnswerEvent;
import io.footnote.serve.engine.model.AnswerListener;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.LeasedViews;
import io.footnote.serve.engine.model.Profile;
import io.footnote.serve.engine.model.Rerank;
import io.footnote.serve.engine.model.SearchResult;
import io.footnote.serve.engine.model.Usage;
import io.footnote.serve.engine.model.ViewSource;
import io.footnote.serve.engine.retrieve.Retrieval;
import io.footnote.serve.engine.retrieve.RetrievalRequest;
import io.footnote.serve.engine.retrieve.RetrievalRequest.Explain;
import io.footnote.serve.engine.retrieve.Retriever;
import io.footnote.serve.engine.text.Terms;
import io.footnote.serve.engine.trace.TraceRecorder;
import io.footnote.serve.engine.trace.TraceRecorder.Outcome;
import io.footnote.serve.engine.trace.TraceStore;
import java.util.List;
import java.util.function.Supplier;

/**
 * How a question flows: admit → retrieve → assemble within the token budget → mask → model → unmask
 * → check citations → release → trace. Thread-safe.
 *
 * <p>Masking, checking and release happen sentence by sentence while the model still writes, so the
 * stages from mask to release are one call of the {@link Answerer}. The trace holds masked text
 * alone.
 */
public final class AnswerPipeline {
  static final String NO_ANSWER = "The documents do not answer this question.";

  private static final int NEAREST_SHOWN = 2;

  private final ViewSource views;
  private final Retriever retriever;
  private final Answerers answerers;
  private final PageFinder pages;
  private final Masker masker;
  private final TraceStore traces;
  private final Supplier<String> ids;

  public AnswerPipeline(
      ViewSource views,
      Retriever retriever,
      Answerers answerers,
      PageFinder pages,
      Masker masker,
      TraceStore traces,
      Supplier<String> ids) {
    this.views = views;
    this.retriever = retriever;
    this.answerers = answerers;
    this.pages = pages;
    this.masker = masker;
    this.traces = traces;
    this.ids = ids;
  }

  /** Answers; the last event that {@code listener} gets is the answer returned. */
  public Answer answer(Principal principal, AskRequest request, AnswerListener listener) {
    Answerer answerer = answerers.choose(request.model());
    Masking masking = masker.begin(ids.get());
    String question = masking.mask(request.question());
    try (LeasedViews leased = views.lease(principal, request.collections());
        TraceRecorder trace = traces.begin(principal, "ask", question)) {
      Terms terms = new Terms(leased.views());

      Retrieval found =
          trace.stage(
              "retrieve",
              question,
              () -> retriever.retrieve(leased.views(), retrieval(request), terms),
              AnswerPipeline::summary);
      listener.on(new AnswerEvent.Retrieved(found.results()));

      Context context =
          trace.stage(
              "assemble",
              found.results().size() + " passages",
              () -> ContextAssembler.assemble(found.results(), budget(request, answerer)),
              AnswerPipeline::summary);

      Release release = new Release(listener, pages, leased.views());
      Verdict verdict =
          trace.stage(
              "answer",
              context.passages().size() + " passages to " + answerer.name(),
              () -> write(answerer, request, found, context, terms, masking, release),
              made ->
                  new Outcome(
                      made.note() + ": " + masking.mask(release.text()),
                      made.usage().totalTokens(),
                      List.of()));
      if (verdict.abstained()) {
        release.say(declined(found.results()));
      }

      Answer answer =
          new Answer(
              release.text(),
              release.sentences(),
              release.citations(),
              verdict.abstained(),
              verdict.confidence(),
              answerer.name(),
              verdict.usage(),
              trace.elapsedMillis(),
              trace.traceId());
      listener.on(new AnswerEvent.Done(answer));
      return answer;
    }
  }

  private Verdict write(
      Answerer answerer,
      AskRequest request,
      Retrieval found,
      Context context,
      Terms terms,
      Masking masking,
      Release release) {
    float[] vector = found.queryVector();
    if (context.passages().isEmpty() || vector == null) {
      return new Verdict(true, 0, Usage.NONE, "no passages");
    }
    Grounds grounds =
        new Grounds(request.question(), vector, context.passages(), terms, masking, ids.get());
    return answerer.answer(grounds, release::sentence);
  }

  private static RetrievalRequest retrieval(AskRequest request) {
    return new RetrievalRequest(
        request.question(),
        SearchMode.HYBRID,
        Profile.BALANCED,
        request.topK(),
        request.filter(),
        Rerank.IF_CONFIGURED,
        /* deduplicate= */ false,
        Explain.NOTHING);
  }

  private static int budget(AskRequest request, Answerer answerer) {
    return Math.min(request.maxContextTokens(), answerer.contextTokens());
  }

  private static Outcome summary(Retrieval found) {
    return new Outcome(
        found.summary()
            + ": "
            + found.results().stream().map(SearchResult::chunkId).toList(),
        0,
        found.dropped());
  }

  private static Outcome summary(Context context) {
    return new Outcome(
        context.passages().size() + " passages", context.tokens(), context.dropped());
  }

  /** Says that there is no answer, and what comes nearest. */
  private static String declined(List<SearchResult> results) {
    List<String> nearest =
        results.stream()
            .map(r ->
                "“" + r.title() + "”" + (r.pageStart() > 0 ? " (page " + r.pageStart() + ")" : ""))
            .distinct()
            .limit(NEAREST_SHOWN)
            .toList();
    return nearest.isEmpty()
        ? NO_ANSWER
        : NO_ANSWER + " The nearest passages are in " + String.join(" and ", nearest) + ".";
  }
}
