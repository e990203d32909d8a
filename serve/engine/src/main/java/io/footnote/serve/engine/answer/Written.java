package io.footnote.serve.engine.answer;

import io.footnote.serve.engine.model.Decision;

/**
 * What became of an answer.
 *
 * @param findings what it was begun with
 * @param decision in the end
 */
record Written(Findings findings, Verdict verdict, Decision decision) {}
