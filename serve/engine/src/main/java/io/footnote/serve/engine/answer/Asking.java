package io.footnote.serve.engine.answer;

import io.footnote.index.model.Principal;
import io.footnote.serve.engine.guard.Masking;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.CollectionView;
import io.footnote.serve.engine.text.Terms;
import io.footnote.serve.engine.trace.TraceRecorder;
import java.util.List;

/**
 * A request to answer, before it is understood.
 *
 * @param answerer who is to answer
 * @param views all collections that it may be asked of, leased for who asks
 * @param terms words as these collections see them
 * @param company those who ask the same
 */
record Asking(
    Principal principal,
    AskRequest request,
    Answerer answerer,
    List<CollectionView> views,
    Terms terms,
    Masking masking,
    TraceRecorder trace,
    Company company) {

  /** With the names of the collections that it may be asked of, for which things are remembered. */
  AskRequest named() {
    List<String> names = views.stream().map(CollectionView::collection).toList();
    return names.isEmpty() ? request : request.of(names);
  }
}
