package io.footnote.serve.engine.answer;

import io.footnote.index.model.Principal;
import io.footnote.serve.engine.guard.Masking;
import io.footnote.serve.engine.model.AnswerThresholds;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.CollectionView;
import io.footnote.serve.engine.trace.TraceRecorder;
import java.util.List;

/**
 * A question with what belongs to its request alone.
 *
 * @param answerer who is to answer
 * @param thresholds of the collections asked
 * @param views leased for who asks
 */
record Asked(
    Principal principal,
    AskRequest request,
    Answerer answerer,
    AnswerThresholds thresholds,
    Masking masking,
    List<CollectionView> views,
    TraceRecorder trace) {}
