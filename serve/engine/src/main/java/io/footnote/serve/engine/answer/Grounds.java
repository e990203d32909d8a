package io.footnote.serve.engine.answer;

import io.footnote.serve.engine.guard.Masking;
import io.footnote.serve.engine.memory.Window;
import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.text.Terms;
import java.util.List;

/**
 * What an answerer answers from.
 *
 * @param standalone the question as it is understood without the conversation
 * @param window the conversation that the question continues
 * @param vector of all that was searched for
 * @param masking to be applied to whatever leaves the process
 * @param boundary letters and digits that no passage holds
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Grounds(
    String question,
    String standalone,
    Window window,
    float[] vector,
    List<Passage> passages,
    Terms terms,
    Masking masking,
    String boundary) {}
