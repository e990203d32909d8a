package io.footnote.serve.engine;

import io.footnote.index.model.Principal;
import io.footnote.serve.engine.cache.AnswerCache;
import io.footnote.serve.engine.memory.Conversations;
import io.footnote.serve.engine.memory.FactRecall;
import io.footnote.serve.engine.memory.Notebook;
import io.footnote.serve.engine.model.MemoryItem;
import io.footnote.serve.engine.model.NewMemory;
import io.footnote.serve.engine.model.Source;
import io.footnote.serve.engine.state.StateDatabase;
import io.footnote.serve.engine.trace.TraceStore;
import java.util.Set;

/**
 * Adds to what is remembered, and forgets. Forgetting hides something from everybody first, then
 * deletes what quotes it (traces, remembered answers, answers in memory), at last itself; what a
 * crash cut short is finished by the next who forgets something and by the next server. Every step
 * can be repeated. Thread-safe.
 */
final class Remembering {
  private final Notebook notebook;
  private final FactRecall facts;
  private final TraceStore traces;
  private final Conversations conversations;
  private final AnswerCache answers;
  private final StateDatabase database;

  Remembering(
      Notebook notebook,
      FactRecall facts,
      TraceStore traces,
      Conversations conversations,
      AnswerCache answers,
      StateDatabase database) {
    this.notebook = notebook;
    this.facts = facts;
    this.traces = traces;
    this.conversations = conversations;
    this.answers = answers;
    this.database = database;
  }

  MemoryItem add(Principal principal, NewMemory wanted) {
    MemoryItem made = notebook.add(principal, wanted);
    if (made.kind() == MemoryItem.Kind.FACT) {
      facts.learn(made);
    }
    return made;
  }

  void forget(Principal principal, String memoryId) {
    notebook.forget(principal, memoryId);
    finish();
  }

  /** What is for questions to one collection goes with it. */
  void forgetCollection(String collection) {
    notebook.forgetCollection(collection);
    finish();
  }

  /** Deletes all copies of what was forgotten, and then itself. */
  void finish() {
    Set<String> forgotten = notebook.forgotten();
    if (forgotten.isEmpty()) {
      return;
    }
    traces.forgetNaming(Source.MEMORY, forgotten);
    conversations.forgetAnswersFrom(Source.MEMORY, forgotten);
    answers.forgetAnswersFrom(Source.MEMORY, forgotten);
    notebook.remove(forgotten);
    database.emptyLog();
  }
}
