package io.footnote.serve.engine.search;

import io.footnote.index.model.Principal;
import io.footnote.serve.engine.guard.Masker;
import io.footnote.serve.engine.guard.Masking;
import io.footnote.serve.engine.model.LeasedViews;
import io.footnote.serve.engine.model.SearchRequest;
import io.footnote.serve.engine.model.SearchResponse;
import io.footnote.serve.engine.model.ViewSource;
import io.footnote.serve.engine.retrieve.Retrieval;
import io.footnote.serve.engine.retrieve.RetrievalRequest;
import io.footnote.serve.engine.retrieve.Retriever;
import io.footnote.serve.engine.text.Terms;
import io.footnote.serve.engine.trace.TraceRecorder;
import io.footnote.serve.engine.trace.TraceStore;
import java.util.function.Supplier;

/** How a search flows: lease, retrieve, trace. Thread-safe. */
public final class SearchPipeline {
  private final ViewSource views;
  private final Retriever retriever;
  private final Masker masker;
  private final TraceStore traces;
  private final Supplier<String> ids;

  public SearchPipeline(
      ViewSource views,
      Retriever retriever,
      Masker masker,
      TraceStore traces,
      Supplier<String> ids) {
    this.views = views;
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
      RetrievalRequest wanted =
          new RetrievalRequest(
              request.query(), request.mode(), request.topK(), request.filter(), request.explain());
      Retrieval found =
          trace.stage(
              "retrieve",
              query,
              () -> retriever.retrieve(leased.views(), wanted, new Terms(leased.views())),
              made ->
                  new TraceRecorder.Outcome(
                      made.results().size() + " of " + made.candidates() + " candidates",
                      0,
                      made.dropped()));
      return new SearchResponse(found.results(), trace.elapsedMillis(), trace.traceId());
    }
  }
}
