package io.footnote.serve.engine.answer;

import io.footnote.index.model.Principal;
import io.footnote.serve.engine.guard.Masking;
import io.footnote.serve.engine.memory.Recalled;
import io.footnote.serve.engine.memory.Window;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.AskRequest.Conversation;
import io.footnote.serve.engine.model.MemoryItem;
import io.footnote.serve.engine.model.Source;
import io.footnote.serve.engine.model.Turn;
import io.footnote.serve.engine.rewrite.Intent;
import io.footnote.serve.engine.rewrite.RewriteRequest;
import io.footnote.serve.engine.rewrite.Rewriter;
import io.footnote.serve.engine.rewrite.RewrittenQuestion;
import io.footnote.serve.engine.rewrite.RuleRewriter;
import io.footnote.serve.engine.trace.TraceRecorder;
import io.footnote.serve.engine.trace.TraceRecorder.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The conversation around a question: what it continues, what it asks for then, and where the
 * answer is remembered. Thread-safe.
 */
public final class Dialogue {
  /** One part in this many of what an answerer reads may be the conversation. */
  private static final int WINDOW_SHARE = 4;

  private final Memory memory;
  private final LongMemory longMemory;
  private final Rewriter rewriter;
  private final Supplier<String> ids;

  /**
   * @param longMemory what is remembered besides conversations
   * @param ids makes marks that no turn holds
   */
  public Dialogue(Memory memory, LongMemory longMemory, Rewriter rewriter, Supplier<String> ids) {
    this.memory = memory;
    this.longMemory = longMemory;
    this.rewriter = rewriter;
    this.ids = ids;
  }

  /**
   * A question in its conversation.
   *
   * @param rewritten what it asks for
   * @param recollection what is remembered for it besides
   * @param learned what it asked to remember; null if it asks something else
   * @param own what is remembered of who asks, if that is what it asks
   */
  record Understood(
      Recalled recalled,
      RewrittenQuestion rewritten,
      Recollection recollection,
      @Nullable MemoryItem learned,
      List<MemoryItem> own) {
    Understood {
      own = List.copyOf(own);
    }

    /** Whether it asks the documents something. */
    boolean searches() {
      return learned == null && rewritten.intent().searches();
    }

    /** What is said if it does not. */
    String reply() {
      if (learned != null) {
        return SmallReply.to(learned);
      }
      return rewritten.intent() == Intent.REMEMBERED
          ? SmallReply.to(own)
          : SmallReply.to(rewritten.intent(), recalled.turns());
    }

    /** Who found out what it is. */
    String by() {
      return learned == null ? rewritten.by() : RuleRewriter.NAME;
    }

    /** What that reply takes from. */
    Set<Source> repliesFrom() {
      return Stream.concat(Stream.ofNullable(learned), own.stream())
          .map(fact -> Source.memory(fact.memoryId()))
          .collect(Collectors.toSet());
    }

    /** As much of the conversation as the answerer is to read. */
    Window window(Answerer answerer) {
      return Memory.window(recalled, answerer.contextTokens() / WINDOW_SHARE);
    }
  }

  /** Stages {@code recall}, {@code memory} and {@code rewrite}, or {@code learn} for the latter. */
  Understood understand(Asking asking) {
    Principal principal = asking.principal();
    AskRequest request = asking.named();
    Answerer answerer = asking.answerer();
    TraceRecorder trace = asking.trace();
    Recalled recalled =
        trace.optional(
            "recall",
            named(request.conversation()),
            () -> memory.recall(principal, request.conversation(), answerer.readsRestricted()),
            made -> Outcome.of(made.turns().size() + " turns"),
            () -> Recalled.NOTHING);
    trace.takesFrom(recalled.sources());
    Optional<MemoryItem> learned = longMemory.learn(principal, request, trace);
    Recollection recollection =
        learned.isPresent()
            ? Recollection.NOTHING
            : longMemory.recall(principal, request, answerer, asking.terms(), trace);
    RewriteRequest rewriting = rewriting(asking, recalled);
    if (learned.isPresent()) {
      return new Understood(
          recalled, Rewriter.NONE.rewrite(rewriting), recollection, learned.get(), List.of());
    }
    RewrittenQuestion rewritten = rewrite(asking, rewriting);
    List<MemoryItem> own =
        rewritten.intent() == Intent.REMEMBERED ? longMemory.own(principal, request) : List.of();
    Understood understood = new Understood(recalled, rewritten, recollection, null, own);
    trace.takesFrom(understood.repliesFrom());
    return understood;
  }

  private RewriteRequest rewriting(Asking asking, Recalled recalled) {
    Masking masking = asking.masking();
    return new RewriteRequest(
        asking.request().question(),
        recalled.turns(),
        asking.terms(),
        masking::mask,
        masking::unmask,
        ids.get());
  }

  private RewrittenQuestion rewrite(Asking asking, RewriteRequest rewriting) {
    Company company = asking.company();
    company.join(Company.Key.of(asking.views(), rewriting.question(), rewriting.history()));
    return asking
        .trace()
        .optional(
            "rewrite",
            asking.masking().mask(rewriting.question()),
            () -> company.rewritten(() -> rewriter.rewrite(rewriting)),
            made -> Outcome.of(asking.masking().mask(made.summary())),
            () -> Rewriter.NONE.rewrite(rewriting));
  }

  /**
   * Stage {@code remember}.
   *
   * @param sources documents that the answer takes from or names
   * @return with which the next question continues; null if nothing is remembered, or it took too
   *     long
   */
  @Nullable String remember(
      Principal principal,
      AskRequest request,
      String answer,
      Set<Source> sources,
      TraceRecorder trace) {
    if (!memory.remembers(principal, request.conversation())) {
      return null;
    }
    return trace.<@Nullable String>optional(
        "remember",
        named(request.conversation()),
        () ->
            memory.remember(principal, request.conversation(), request.question(), answer, sources),
        made -> Outcome.of(String.valueOf(made)),
        () -> null);
  }

  /** Sees to it that the next question finds a window that holds all; after the answer is told. */
  void compact(Principal principal, @Nullable String conversationId, Masking masking) {
    if (conversationId != null) {
      memory.compact(principal, conversationId, masking, ids.get());
    }
  }

  private static String named(Conversation conversation) {
    return switch (conversation) {
      case Conversation.Fresh() -> "a new conversation";
      case Conversation.Told(List<Turn> history) -> "a history of " + history.size() + " turns";
      case Conversation.Remembered(String conversationId) -> conversationId;
    };
  }
}
