package io.footnote.serve.engine.answer;

import io.footnote.serve.engine.guard.Masking;
import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.text.Terms;
import java.util.List;

/**
 * What an answerer answers from.
 *
 * @param vector the question's vector
 * @param masking to be applied to whatever leaves the process
 * @param boundary letters and digits that no passage holds
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Grounds(
    String question,
    float[] vector,
    List<Passage> passages,
    Terms terms,
    Masking masking,
    String boundary) {}
