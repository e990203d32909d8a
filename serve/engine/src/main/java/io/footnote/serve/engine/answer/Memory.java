package io.footnote.serve.engine.answer;

import io.footnote.index.model.Principal;
import io.footnote.serve.engine.guard.Masking;
import io.footnote.serve.engine.memory.Conversations;
import io.footnote.serve.engine.memory.Recalled;
import io.footnote.serve.engine.memory.Source;
import io.footnote.serve.engine.memory.SourceReader;
import io.footnote.serve.engine.memory.Summarizer;
import io.footnote.serve.engine.memory.Window;
import io.footnote.serve.engine.model.AskRequest.Conversation;
import io.footnote.serve.engine.text.TokenBudget;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a question continues, and where it is remembered. Thread-safe.
 *
 * @param conversations those that are remembered here
 * @param summarizer says in short what no longer fits into a window; null to shorten turns instead
 * @param helperReadsRestricted whether who rewrites and summarizes may read what must not leave
 *     this process
 * @param unrestricted knows what may be read and leave this process
 */
public record Memory(
    Conversations conversations,
    @Nullable Summarizer summarizer,
    boolean helperReadsRestricted,
    SourceReader unrestricted) {
  /** Tokens of a conversation that a model reads at most: two pages. */
  static final int WINDOW_TOKENS = 1500;

  /** Tokens for who said a turn. */
  private static final int FRAME_TOKENS = 4;

  /**
   * What a question continues, without answers that a model that reads it must not be shown.
   *
   * @param answererReadsRestricted whether the answerer may read what must not leave this process
   * @throws io.footnote.serve.engine.model.NotFoundException if the principal has no such
   *     conversation
   */
  Recalled recall(Principal principal, Conversation conversation, boolean answererReadsRestricted) {
    return switch (conversation) {
      case Conversation.Fresh() -> Recalled.NOTHING;
      case Conversation.Told(var history) -> new Recalled(history, null);
      case Conversation.Remembered(String id) ->
          answererReadsRestricted && helperReadsRestricted
              ? conversations.recall(principal, id)
              : conversations.recall(principal, id, unrestricted);
    };
  }

  static Window window(Recalled recalled, int budget) {
    return Window.of(recalled, Math.min(WINDOW_TOKENS, budget), TokenBudget::upperBound);
  }

  /** Tokens that a window takes of what an answerer reads. */
  static int tokens(Window window) {
    return TokenBudget.upperBound(window.earlier())
        + window.turns().stream()
            .mapToInt(turn -> TokenBudget.upperBound(turn.content()) + FRAME_TOKENS)
            .sum();
  }

  boolean remembers(Principal principal, Conversation conversation) {
    return switch (conversation) {
      case Conversation.Fresh() -> conversations.remembers(principal);
      case Conversation.Told _ -> false;
      case Conversation.Remembered _ -> true;
    };
  }

  /** Keeps a question and its answer; returns the conversation's id. */
  String remember(
      Principal principal,
      Conversation conversation,
      String question,
      String answer,
      Set<Source> sources) {
    String id = conversation instanceof Conversation.Remembered(String known) ? known : null;
    return conversations.remember(principal, id, question, answer, sources);
  }

  /** Summarizes what no longer fits into a window, if there is who can. */
  void compact(Principal principal, String conversationId, Masking masking, String boundary) {
    if (summarizer == null) {
      return;
    }
    Recalled recalled =
        helperReadsRestricted
            ? conversations.recall(principal, conversationId)
            : conversations.recall(principal, conversationId, unrestricted);
    if (!recalled.whole()) {
      return; // a summary counts the turns it stands for from the first
    }
    int compacted = Window.compacted(recalled, WINDOW_TOKENS, TokenBudget::upperBound);
    int summarized = recalled.summary() == null ? 0 : recalled.summary().turns();
    if (compacted > summarized) {
      Optional.of(recalled.turns().subList(0, compacted))
          .flatMap(turns -> summarizer.summarize(turns, masking::mask, masking::unmask, boundary))
          .ifPresent(summary -> conversations.summarized(principal, conversationId, summary));
    }
  }
}
