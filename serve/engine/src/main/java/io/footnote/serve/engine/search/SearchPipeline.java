package io.footnote.serve.engine.search;

import io.footnote.index.model.Principal;
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
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a search flows: lease, rewrite, retrieve, trace; and why it finds what it finds. Thread-safe.
 */
public final class SearchPipeline {
  private final ViewSource views;
  private final Rewriter rewriter;
  private final Retriever retriever;
  private final Masker masker;
  private final TraceStore traces;
  private final Supplier<String> ids;

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
        return new SearchResponse(List.of(), trace.elapsedMillis(), trace.traceId());
      }
      RetrievalRequest wanted = retrieval(request, rewritten, principal.operator());
      Retrieval found =
          trace.stage(
              "retrieve",
              query,
              () -> retriever.retrieve(leased.views(), wanted, terms),
              made ->
                  new TraceRecorder.Outcome(
                      made.results().size() + " of " + made.candidates() + " candidates",
                      0,
                      made.dropped()));
      return new SearchResponse(found.results(), trace.elapsedMillis(), trace.traceId());
    }
  }

  /**
   * Says where a search ranks a document or where it loses it. A document that the caller may not
   * see is answered as one that does not exist.
   *
   * @throws NotFoundException if no collection of the search shows the document to the caller
   * @throws ForbiddenException if somebody who is not an operator asks for another person
   */
  public SearchExplanation why(Principal caller, WhyRequest request) {
    Principal as = request.as();
    if (as != null && !caller.operator()) {
      throw new ForbiddenException(
          "operators_only", "as", "only operators may ask what another person's search finds");
    }
    SearchRequest search = request.search();
    Masking masking = masker.begin(ids.get());
    String query = masking.mask(search.query());
    try (LeasedViews leased = views.lease(caller, search.collections());
        TraceRecorder trace = traces.begin(caller, "why", query)) {
      String title = title(leased.views(), request.documentId());
      RewrittenQuestion rewritten = rewrite(search, new Terms(leased.views()), masking, trace);
      Optional<Standing> standing =
          trace.stage(
              "explain",
              request.documentId(),
              () -> standing(leased.views(), as, request, rewritten),
              found ->
                  new TraceRecorder.Outcome(found.isPresent() ? "ranked" : "hidden", 0, List.of()));
      return new StandingInWords(request, title, trace.traceId()).of(standing.orElse(null));
    }
  }

  private Optional<Standing> standing(
      List<CollectionView> own,
      @Nullable Principal as,
      WhyRequest request,
      RewrittenQuestion rewritten) {
    RetrievalRequest wanted = retrieval(request.search(), rewritten, false);
    if (as == null) {
      return retriever.standing(own, wanted, request.documentId());
    }
    try (LeasedViews theirs = views.lease(as, request.search().collections())) {
      return retriever.standing(theirs.views(), wanted, request.documentId());
    }
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
    return trace.stage(
        "rewrite",
        request.history().size() + " turns before: " + masking.mask(request.query()),
        () -> rewriter.rewrite(rewriting),
        made -> TraceRecorder.Outcome.of(masking.mask(made.summary())));
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
        request.explain() ? explain : Explain.NOTHING);
  }
}
