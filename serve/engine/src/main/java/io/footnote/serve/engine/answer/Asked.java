package io.footnote.serve.engine.answer;

import io.footnote.index.model.Principal;
import io.footnote.serve.engine.guard.Masking;
import io.footnote.serve.engine.model.AnswerThresholds;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.CollectionView;
import io.footnote.serve.engine.route.Routed;
import io.footnote.serve.engine.trace.TraceRecorder;
import java.util.List;

/**
 * A question with what belongs to its request alone.
 *
 * @param answerer who is to answer
 * @param thresholds of the collections asked
 * @param routed how it is treated
 */
record Asked(
    Principal principal,
    AskRequest request,
    Answerer answerer,
    AnswerThresholds thresholds,
    Masking masking,
    Routed routed,
    TraceRecorder trace) {

  /** The collections that are asked, leased for who asks. */
  List<CollectionView> views() {
    return routed.views();
  }
}
