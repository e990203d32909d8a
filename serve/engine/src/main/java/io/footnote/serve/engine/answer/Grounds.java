package io.footnote.serve.engine.answer;

import io.footnote.serve.engine.extract.Quote;
import io.footnote.serve.engine.guard.Masking;
import io.footnote.serve.engine.memory.Window;
import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.text.Terms;
import java.util.List;

/**
 * What an answerer answers from.
 *
 * @param window the conversation that the question continues
 * @param instructions standing instructions of operators, in order
 * @param quotes the passages' best sentences, in reading order
 * @param masking to be applied to whatever leaves the process
 * @param boundary letters and digits that no passage holds
 */
record Grounds(
    String question,
    Window window,
    List<Passage> passages,
    List<String> instructions,
    Terms terms,
    List<Quote> quotes,
    Masking masking,
    String boundary) {}
