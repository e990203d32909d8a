package io.footnote.serve.engine.answer;

import io.footnote.index.model.Principal;
import io.footnote.serve.engine.answer.Dialogue.Understood;
import io.footnote.serve.engine.guard.Masking;
import io.footnote.serve.engine.model.AnswerThresholds;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.CollectionView;
import io.footnote.serve.engine.route.Routed;
import io.footnote.serve.engine.trace.TraceRecorder;
import java.util.List;

/**
 * A question that is understood.
 *
 * @param understood in its conversation
 * @param routed how it is treated
 * @param thresholds of the collections asked
 */
record Asked(Asking asking, Understood understood, Routed routed, AnswerThresholds thresholds) {
  Principal principal() {
    return asking.principal();
  }

  AskRequest request() {
    return asking.request();
  }

  Answerer answerer() {
    return asking.answerer();
  }

  Masking masking() {
    return asking.masking();
  }

  TraceRecorder trace() {
    return asking.trace();
  }

  /** The collections that are asked, leased for who asks. */
  List<CollectionView> views() {
    return routed.views();
  }
}
