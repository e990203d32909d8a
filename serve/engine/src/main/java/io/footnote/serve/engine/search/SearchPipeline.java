package io.footnote.serve.engine.search;

import io.footnote.index.model.Principal;
import io.footnote.serve.engine.assemble.Context;
import io.footnote.serve.engine.assemble.ContextAssembler;
import io.footnote.serve.engine.assemble.LeasedShelf;
import io.footnote.serve.engine.assemble.Reader;
import io.footnote.serve.engine.assemble.TextFinder;
import io.footnote.serve.engine.guard.Masker;
import io.footnote.serve.engine.guard.Masking;
import io.footnote.serve.engine.model.CollectionView;
import io.footnote.serve.engine.model.ForbiddenException;
import io.footnote.serve.engine.model.LeasedViews;
import io.footnote.serve.engine.model.NotFoundException;
import io.footnote.serve.engine.model.QueryPart;
import io.footnote.serve.engine.model.SearchExplanation;
import io.footnote.serve.engine.model.SearchRequest;
import io.footnote.serve.engine.model.SearchResponse;
import io.footnote.serve.engine.model.TooManyRequestsException;
import io.footnote.serve.engine.model.ViewSource;
import io.footnote.serve.engine.model.WhyRequest;
import io.footnote.serve.engine.retrieve.Retrieval;
import io.footnote.serve.engine.retrieve.RetrievalRequest;
import io.footnote.serve.engine.retrieve.RetrievalRequest.Explain;
import io.footnote.serve.engine.retrieve.Retriever;
import io.footnote.serve.engine.retrieve.Standing;
import io.footnote.serve.engine.rewrite.RewriteRequest;
import io.footnote.serve.engine.rewrite.Rewriter;
import io.footnote.serve.engine.rewrite.RewrittenQuestion;
import io.footnote.serve.engine.text.Terms;
import io.footnote.serve.engine.trace.TraceRecorder;
import io.footnote.serve.engine.trace.TraceStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How a search flows: lease, rewrite, retrieve, trace; and why it finds what it finds. Thread-safe.
 */
public final class SearchPipeline {
  /** An explanation passes over all vectors, which keeps a processor busy. */
  private static final int EXPLANATIONS_AT_ONCE =
      Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  private static final Duration EXPLANATION_PATIENCE = Duration.ofSeconds(10);

  private final ViewSource views;
  private final Rewriter rewriter;
  private final Retriever retriever;
  private final Masker masker;
  private final TraceStore traces;
  private final Supplier<String> ids;
  private final FewAtOnce explaining =
      new FewAtOnce("explanations", EXPLANATIONS_AT_ONCE, EXPLANATION_PATIENCE);

  public SearchPipeline(
      ViewSource views,
      Rewriter rewriter,
      Retriever retriever,
      Masker masker,
      TraceStore traces,
      Supplier<String> ids) {
    this.views = views;
    this.rewriter = rewriter;
    this.retriever = retriever;
    this.masker = masker;
    this.traces = traces;
    this.ids = ids;
  }

  public SearchResponse search(Principal principal, SearchRequest request) {
    Masking masking = masker.begin(ids.get());
    String query = masking.mask(request.query());
    try (LeasedViews leased = views.lease(principal, request.collections());
        TraceRecorder trace = traces.begin(principal, "search", query)) {
      Terms terms = new Terms(leased.views());
      RewrittenQuestion rewritten = rewrite(request, terms, masking, trace);
      if (!rewritten.intent().searches()) {
        return new SearchResponse(
            List.of(), request.mode(), trace.elapsedMillis(), trace.traceId());
      }
      RetrievalRequest wanted = retrieval(request, rewritten, principal.operator());
      Retrieval found =
          trace.stage(
              "retrieve",
              query,
              () -> retriever.retrieve(leased.views(), wanted, terms),
              made -> new TraceRecorder.Outcome(made.summary(), 0, made.dropped()));
      return new SearchResponse(
          found.results(), found.mode(), trace.elapsedMillis(), trace.traceId());
    }
  }

  /**
   * Says where a search ranks a document or where it loses it. A document that the caller may not
   * see is answered as one that does not exist.
   *
   * @throws NotFoundException if no collection of the search shows the document to the caller
   * @throws ForbiddenException if somebody who is not an operator asks for another person
   * @throws TooManyRequestsException if others keep asking
   */
  public SearchExplanation why(Principal caller, WhyRequest request) {
    Principal as = request.as();
    if (as != null && !caller.operator()) {
      throw new ForbiddenException(
          "operator_only", "as", "only operators may ask what another person's search finds");
    }
    return explaining.call(() -> explain(caller, request));
  }

  private SearchExplanation explain(Principal caller, WhyRequest request) {
    SearchRequest search = request.search();
    Masking masking = masker.begin(ids.get());
    String query = masking.mask(search.query());
    try (LeasedViews leased = views.lease(caller, search.collections());
        TraceRecorder trace = traces.begin(caller, "why", query)) {
      String title = title(leased.views(), request.documentId());
      RewrittenQuestion rewritten = rewrite(search, new Terms(leased.views()), masking, trace);
      Found found =
          trace.stage(
              "explain",
              request.documentId(),
              () -> found(leased.views(), request, rewritten),
              made ->
                  new TraceRecorder.Outcome(
                      made.readable() ? "explained" : "hidden", 0, List.of()));
      return new StandingInWords(request, title, trace.traceId()).of(found);
    }
  }

  private Found found(List<CollectionView> own, WhyRequest request, RewrittenQuestion rewritten) {
    Principal as = request.as();
    if (as == null) {
      return found(own, request, rewritten, /* readable= */ true);
    }
    try (LeasedViews theirs = views.lease(as, request.search().collections())) {
      boolean readable =
          theirs.views().stream()
              .anyMatch(view -> view.view().document(request.documentId()).isPresent());
      return found(theirs.views(), request, rewritten, readable);
    }
  }

  private Found found(
      List<CollectionView> searched,
      WhyRequest request,
      RewrittenQuestion rewritten,
      boolean readable) {
    RetrievalRequest wanted = retrieval(request.search(), rewritten, false);
    String documentId = request.documentId();
    Standing standing =
        readable ? retriever.standing(searched, wanted, documentId).orElse(null) : null;
    Integer budget = request.maxContextTokens();
    if (standing == null || budget == null) {
      return new Found(readable, standing, null);
    }
    Retrieval retrieved = retriever.retrieve(searched, wanted, new Terms(searched));
    Context context =
        ContextAssembler.assemble(
            wanted.text(),
            retrieved.results(),
            Reader.ofBudget(budget),
            new LeasedShelf(searched, wanted.filter(), TextFinder.NONE));
    return new Found(
        readable, standing, PlaceInContext.of(documentId, retrieved.results(), context, budget));
  }

  private static String title(List<CollectionView> views, String documentId) {
    return views.stream()
        .map(view -> view.view().document(documentId))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(() -> NotFoundException.document(documentId))
        .title();
  }

  /** A query that continues no conversation is searched for as it is. */
  private RewrittenQuestion rewrite(
      SearchRequest request, Terms terms, Masking masking, TraceRecorder trace) {
    RewriteRequest rewriting =
        new RewriteRequest(
            request.query(), request.history(), terms, masking::mask, masking::unmask, ids.get());
    if (request.history().isEmpty()) {
      return Rewriter.NONE.rewrite(rewriting);
    }
    return trace.optional(
        "rewrite",
        request.history().size() + " turns before: " + masking.mask(request.query()),
        () -> rewriter.rewrite(rewriting),
        made -> TraceRecorder.Outcome.of(masking.mask(made.summary())),
        () -> Rewriter.NONE.rewrite(rewriting));
  }

  private static RetrievalRequest retrieval(
      SearchRequest request, RewrittenQuestion rewritten, boolean operator) {
    Explain explain = operator ? Explain.TERMS : Explain.RANKS_AND_PARTS;
    return new RetrievalRequest(
        request.query(),
        rewritten.intent().searches()
            ? rewritten.parts()
            : List.of(QueryPart.asked(request.query())),
        request.mode(),
        request.profile(),
        request.topK(),
        request.filter(),
        request.rerank(),
        request.deduplicate(),
        request.explain() ? explain : Explain.NOTHING);
  }
}
