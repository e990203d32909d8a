package io.footnote.serve.engine.answer;

import io.footnote.serve.engine.assemble.Context;
import io.footnote.serve.engine.assemble.Reader;
import io.footnote.serve.engine.assemble.Shelf;
import io.footnote.serve.engine.memory.Window;
import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.retrieve.Retrieval;
import io.footnote.serve.engine.text.Terms;
import java.util.List;

/**
 * What there is to answer from.
 *
 * @param terms words as the collections asked see them
 * @param window as much of the conversation as the answerer is to read
 * @param reader the answerer as a reader of passages
 * @param shelf what stands around passages
 * @param passages with what is remembered after them, read one by one
 * @param reading the same as the answerer is to read it
 */
record Material(
    Terms terms,
    Retrieval found,
    Window window,
    Reader reader,
    Shelf shelf,
    Context context,
    List<Passage> passages,
    List<Passage> reading) {}
