package io.footnote.serve.engine.model;

import io.footnote.index.model.Filter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question.
 *
 * @param question of any length, not blank
 * @param model name of an answerer, {@code extractive} or a configured model; null for the default
 * @param topK passages retrieved for the answer, 1 to {@value SearchRequest#MAX_TOP_K}
 * @param maxContextTokens budget for the passages the answerer reads, at least {@value
 *     #MIN_CONTEXT_TOKENS}
 * @param collections names, or {@link CollectionName#ANY} to have them chosen by what they hold
 * @param conversation what the question continues
 * @param user what is known of who asks
 */
public record AskRequest(
    String question,
    List<String> collections,
    @Nullable Filter filter,
    @Nullable String model,
    int topK,
    int maxContextTokens,
    Conversation conversation,
    UserProfile user) {
  public static final int DEFAULT_TOP_K = 12;
  public static final int DEFAULT_CONTEXT_TOKENS = 3000;
  public static final int MIN_CONTEXT_TOKENS = 64;
  public static final int MAX_CONTEXT_TOKENS = 1_000_000;

  public AskRequest {
    if (question.isBlank()) {
      throw InvalidRequestException.of("question", "question must not be empty");
    }
    Requests.checkTopK(topK);
    collections = Requests.checkCollections(collections);
    Requests.checkContextTokens(maxContextTokens);
  }

  /** A question that starts a conversation. */
  public AskRequest(
      String question,
      List<String> collections,
      @Nullable Filter filter,
      @Nullable String model,
      int topK,
      int maxContextTokens) {
    this(question, collections, filter, model, topK, maxContextTokens, Conversation.fresh());
  }

  /** A question of somebody of whom nothing is known. */
  public AskRequest(
      String question,
      List<String> collections,
      @Nullable Filter filter,
      @Nullable String model,
      int topK,
      int maxContextTokens,
      Conversation conversation) {
    this(
        question,
        collections,
        filter,
        model,
        topK,
        maxContextTokens,
        conversation,
        UserProfile.NONE);
  }

  /** This question as part of a conversation. */
  public AskRequest in(Conversation continued) {
    return new AskRequest(
        question, collections, filter, model, topK, maxContextTokens, continued, user);
  }

  /** This question to these collections. */
  public AskRequest of(List<String> named) {
    return new AskRequest(
        question, named, filter, model, topK, maxContextTokens, conversation, user);
  }

  /** This question as somebody asks it. */
  public AskRequest by(UserProfile asker) {
    return new AskRequest(
        question, collections, filter, model, topK, maxContextTokens, conversation, asker);
  }

  /** A question to one collection with default settings. */
  public static AskRequest of(String collection, String question) {
    return new AskRequest(
        question, List.of(collection), null, null, DEFAULT_TOP_K, DEFAULT_CONTEXT_TOKENS);
  }

  /** What a question continues, and who remembers it. */
  public sealed interface Conversation {

    /** A new conversation, remembered here if the caller has a name. */
    record Fresh() implements Conversation {}

    /** A conversation that is remembered here. */
    record Remembered(String conversationId) implements Conversation {}

    /**
     * A conversation that the caller remembers; nothing of it is kept.
     *
     * @param history oldest first
     */
    record Told(List<Turn> history) implements Conversation {
      public Told {
        history = List.copyOf(history);
      }
    }

    static Conversation fresh() {
      return new Fresh();
    }

    /**
     * @throws InvalidRequestException if both are given
     */
    static Conversation of(@Nullable String conversationId, @Nullable List<Turn> history) {
      if (conversationId != null && history != null) {
        throw InvalidRequestException.of(
            "history", "give conversation_id or history, not both: a conversation has its history");
      }
      if (conversationId != null) {
        return new Remembered(conversationId);
      }
      return history == null ? fresh() : new Told(history);
    }
  }
}
