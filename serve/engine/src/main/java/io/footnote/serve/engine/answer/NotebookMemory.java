package io.footnote.serve.engine.answer;

import io.footnote.index.model.Principal;
import io.footnote.serve.engine.memory.FactRecall;
import io.footnote.serve.engine.memory.Notebook;
import io.footnote.serve.engine.memory.Standing;
import io.footnote.serve.engine.memory.StatedFact;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.AskRequest.Conversation;
import io.footnote.serve.engine.model.Audience;
import io.footnote.serve.engine.model.MemoryItem;
import io.footnote.serve.engine.model.MemoryItem.Kind;
import io.footnote.serve.engine.model.NewMemory;
import io.footnote.serve.engine.model.Source;
import io.footnote.serve.engine.text.Terms;
import io.footnote.serve.engine.trace.TraceRecorder;
import io.footnote.serve.engine.trace.TraceRecorder.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Facts and standing instructions of a {@link Notebook}. Learns what a user asks to remember, in a
 * conversation that is kept for that user: who tells the conversation with each question may ask on
 * behalf of several people.
 */
public final class NotebookMemory implements LongMemory {
  /** Tokens that facts, and as many that instructions may take of what a model reads. */
  static final int MOST_TOKENS = 500;

  /** One part in this many of what an answerer reads may be facts, and as much instructions. */
  private static final int SHARE = 8;

  private final Notebook notebook;
  private final FactRecall facts;

  public NotebookMemory(Notebook notebook, FactRecall facts) {
    this.notebook = notebook;
    this.facts = facts;
  }

  @Override
  public Optional<MemoryItem> learn(Principal principal, AskRequest request, TraceRecorder trace) {
    if (principal.equals(Principal.anonymous())
        || request.conversation() instanceof Conversation.Told) {
      return Optional.empty();
    }
    return StatedFact.in(request.question())
        .map(stated -> {
          MemoryItem learned =
              trace.stage(
                  "learn",
                  "what the user asks to remember",
                  () -> learn(principal, stated),
                  made -> Outcome.of(made.memoryId()));
          trace.takesFrom(Set.of(Source.memory(learned.memoryId())));
          return learned;
        });
  }

  private MemoryItem learn(Principal principal, String stated) {
    MemoryItem made = notebook.add(principal, NewMemory.fact(stated));
    facts.learn(made);
    return made;
  }

  @Override
  public List<MemoryItem> own(Principal principal, AskRequest request) {
    return notebook.applying(principal, request.collections()).stream()
        .filter(item -> item.kind() == Kind.FACT && item.audience() instanceof Audience.User)
        .toList();
  }

  @Override
  public Recollection recall(
      Principal principal,
      AskRequest request,
      Answerer answerer,
      Terms terms,
      TraceRecorder trace) {
    Map<Kind, List<MemoryItem>> applying =
        notebook.applying(principal, request.collections()).stream()
            .collect(Collectors.groupingBy(MemoryItem::kind));
    if (applying.isEmpty()) {
      return Recollection.NOTHING;
    }
    List<MemoryItem> stated = applying.getOrDefault(Kind.FACT, List.of());
    List<MemoryItem> told = applying.getOrDefault(Kind.INSTRUCTION, List.of());
    int budget = Math.min(MOST_TOKENS, answerer.contextTokens() / SHARE);
    Recollection found =
        trace.optional(
            "memory",
            stated.size() + " facts, " + told.size() + " instructions",
            () ->
                new Recollection(
                    facts.recall(request.question(), terms, stated, budget),
                    Standing.of(told, budget)),
            made ->
                new Outcome(
                    made.inWords(answerer.followsInstructions()),
                    made.tokens(),
                    made.standing().dropped()),
            () -> Recollection.NOTHING);
    trace.takesFrom(found.sources());
    return answerer.followsInstructions()
        ? found
        : new Recollection(found.facts(), Standing.NOTHING);
  }
}
