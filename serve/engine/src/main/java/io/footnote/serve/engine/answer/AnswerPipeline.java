package io.footnote.serve.engine.answer;

import io.footnote.index.model.Principal;
import io.footnote.index.model.SearchMode;
import io.footnote.serve.engine.assemble.Context;
import io.footnote.serve.engine.assemble.ContextAssembler;
import io.footnote.serve.engine.guard.Masker;
import io.footnote.serve.engine.guard.Masking;
import io.footnote.serve.engine.memory.Recalled;
import io.footnote.serve.engine.memory.Source;
import io.footnote.serve.engine.memory.Window;
import io.footnote.serve.engine.model.Answer;
import io.footnote.serve.engine.model.AnswerEvent;
import io.footnote.serve.engine.model.AnswerListener;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.AskRequest.Conversation;
import io.footnote.serve.engine.model.LeasedViews;
import io.footnote.serve.engine.model.Profile;
import io.footnote.serve.engine.model.SearchResult;
import io.footnote.serve.engine.model.Turn;
import io.footnote.serve.engine.model.Usage;
import io.footnote.serve.engine.model.ViewSource;
import io.footnote.serve.engine.retrieve.Retrieval;
import io.footnote.serve.engine.retrieve.RetrievalRequest;
import io.footnote.serve.engine.retrieve.RetrievalRequest.Explain;
import io.footnote.serve.engine.retrieve.Retriever;
import io.footnote.serve.engine.rewrite.RewriteRequest;
import io.footnote.serve.engine.rewrite.Rewriter;
import io.footnote.serve.engine.rewrite.RewrittenQuestion;
import io.footnote.serve.engine.text.Terms;
import io.footnote.serve.engine.trace.TraceRecorder;
import io.footnote.serve.engine.trace.TraceRecorder.Outcome;
import io.footnote.serve.engine.trace.TraceStore;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a question flows: admit → recall memory → rewrite → retrieve → assemble within the token budget → mask → model → unmask
 * → check citations → release → remember → trace. Thread-safe.
 *
 * <p>Masking, checking and release happen sentence by sentence while the model still writes, so the
 * stages from mask to release are one call of the {@link Answerer}. The trace holds masked text
 * alone.
 */
public final class AnswerPipeline {
  static final String NO_ANSWER = "The documents do not answer this question.";

  private static final int NEAREST_SHOWN = 2;

  /** One part in this many of what an answerer reads may be the conversation. */
  private static final int WINDOW_SHARE = 4;

  private final ViewSource views;
  private final Memory memory;
  private final Rewriter rewriter;
  private final Retriever retriever;
  private final Answerers answerers;
  private final PageFinder pages;
  private final Masker masker;
  private final TraceStore traces;
  private final Supplier<String> ids;

  public AnswerPipeline(
      ViewSource views,
      Memory memory,
      Rewriter rewriter,
      Retriever retriever,
      Answerers answerers,
      PageFinder pages,
      Masker masker,
      TraceStore traces,
      Supplier<String> ids) {
    this.views = views;
    this.memory = memory;
    this.rewriter = rewriter;
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
      Release release = new Release(listener, pages, leased.views());

      Recalled recalled =
          trace.stage(
              "recall",
              said(request.conversation()),
              () -> memory.recall(principal, request.conversation()),
              made -> Outcome.of(made.turns().size() + " turns"));

      RewrittenQuestion rewritten =
          trace.stage(
              "rewrite",
              question,
              () -> rewriter.rewrite(rewriting(request, recalled, terms, masking)),
              made -> Outcome.of(masking.mask(made.summary())));
      if (!rewritten.intent().searches()) {
        listener.on(new AnswerEvent.Retrieved(List.of()));
        release.say(SmallReply.to(rewritten.intent(), recalled.turns()));
        Verdict reply = new Verdict(false, 0, Usage.NONE, "nothing to search for");
        return done(principal, request, release, reply, rewritten.by(), Set.of(), trace, masking);
      }

      Retrieval found =
          trace.stage(
              "retrieve",
              question,
              () -> retriever.retrieve(leased.views(), retrieval(request, rewritten), terms),
              AnswerPipeline::summary);
      listener.on(new AnswerEvent.Retrieved(found.results()));

      Window window = Memory.window(recalled, answerer.contextTokens() / WINDOW_SHARE);
      Context context =
          trace.stage(
              "assemble",
              found.results().size() + " passages",
              () -> ContextAssembler.assemble(found.results(), budget(request, answerer, window)),
              AnswerPipeline::summary);

      Verdict verdict =
          trace.stage(
              "answer",
              context.passages().size() + " passages to " + answerer.name(),
              () ->
                  answerFrom(
                      answerer, grounds(request, rewritten, window, found, context, terms, masking), release),
              made ->
                  new Outcome(
                      made.note() + ": " + masking.mask(release.text()),
                      made.usage().totalTokens(),
                      List.of()));
      if (verdict.abstained()) {
        release.say(declined(found.results()));
      }

      return done(
          principal,
          request,
          release,
          verdict,
          answerer.name(),
          verdict.abstained() ? nearest(found.results()) : cited(release),
          trace,
          masking);
    }
  }

  /** Remembers the answer, then says that it is whole. */
  private Answer done(
      Principal principal,
      AskRequest request,
      Release release,
      Verdict verdict,
      String by,
      Set<Source> sources,
      TraceRecorder trace,
      Masking masking) {
    String conversationId = null;
    if (memory.remembers(principal, request.conversation())) {
      conversationId =
          trace.stage(
              "remember",
              said(request.conversation()),
              () ->
                  memory.remember(
                      principal,
                      request.conversation(),
                      request.question(),
                      release.text(),
                      sources),
              Outcome::of);
    }
    Answer answer =
        new Answer(
            release.text(),
            release.sentences(),
            release.citations(),
            verdict.abstained(),
            verdict.confidence(),
            by,
            verdict.usage(),
            trace.elapsedMillis(),
            trace.traceId(),
            conversationId);
    release.done(answer);
    if (conversationId != null) {
      memory.compact(principal, conversationId, masking, ids.get());
    }
    return answer;
  }

  private static String said(Conversation conversation) {
    return switch (conversation) {
      case Conversation.Fresh() -> "a new conversation";
      case Conversation.Told(List<Turn> history) -> "a history of " + history.size() + " turns";
      case Conversation.Remembered(String conversationId) -> conversationId;
    };
  }

  private RewriteRequest rewriting(
      AskRequest request, Recalled recalled, Terms terms, Masking masking) {
    return new RewriteRequest(
        request.question(), recalled.turns(), terms, masking::mask, masking::unmask, ids.get());
  }

  private static Verdict answerFrom(Answerer answerer, @Nullable Grounds grounds, Release release) {
    return grounds == null
        ? new Verdict(true, 0, Usage.NONE, "no passages")
        : answerer.answer(grounds, release::sentence);
  }

  /** Null if there is nothing to answer from. */
  private @Nullable Grounds grounds(
      AskRequest request,
      RewrittenQuestion rewritten,
      Window window,
      Retrieval found,
      Context context,
      Terms terms,
      Masking masking) {
    float[] vector = found.queryVector();
    if (context.passages().isEmpty() || vector == null) {
      return null;
    }
    return new Grounds(
        request.question(),
        rewritten.standalone(),
        window,
        vector,
        context.passages(),
        terms,
        masking,
        ids.get());
  }

  private static Set<Source> cited(Release release) {
    return release.citations().stream()
        .map(citation -> new Source(citation.collection(), citation.documentId()))
        .collect(Collectors.toSet());
  }

  /** Documents whose titles a declined answer may name. */
  private static Set<Source> nearest(List<SearchResult> results) {
    return results.stream()
        .map(result -> new Source(result.collection(), result.documentId()))
        .collect(Collectors.toSet());
  }

  private static RetrievalRequest retrieval(
      AskRequest request, RewrittenQuestion rewritten) {
    return new RetrievalRequest(
        request.question(),
        rewritten.parts(),
        SearchMode.HYBRID,
        Profile.BALANCED,
        request.topK(),
        request.filter(),
        Explain.NOTHING);
  }

  private static int budget(AskRequest request, Answerer answerer, Window window) {
    return Math.min(request.maxContextTokens(), answerer.contextTokens() - Memory.tokens(window));
  }

  private static Outcome summary(Retrieval found) {
    return new Outcome(
        found.results().size()
            + " of "
            + found.candidates()
            + " candidates: "
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
