package io.footnote.serve.engine.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer and where it comes from.
 *
 * @param answer the sentences as one text with footnote marks: {@code Forty days.[1]}
 * @param abstained whether no answer is shown, because the documents hold none or nothing that was
 *     written agrees with them; {@code answer} says so then
 * @param confidence that the documents hold the answer, 0 to 1; 1 for replies that need none
 * @param decision what was decided about the question
 * @param model which answerer wrote it
 * @param conversationId with which the next question continues; null if nothing is remembered
 * @param cached where the answer comes from if it was made before; null if it was made now
 * @param counted what was counted, if the question asked for documents themselves; else null
 */
public record Answer(
    String answer,
    List<AnswerSentence> sentences,
    List<Citation> citations,
    boolean abstained,
    double confidence,
    Decision decision,
    String model,
    Usage usage,
    long tookMs,
    String traceId,
    @Nullable String conversationId,
    @Nullable Cached cached,
    @Nullable Counted counted) {
  public Answer {
    sentences = List.copyOf(sentences);
    citations = List.copyOf(citations);
  }

  /** An answer that was made now. */
  public Answer(
      String answer,
      List<AnswerSentence> sentences,
      List<Citation> citations,
      boolean abstained,
      double confidence,
      Decision decision,
      String model,
      Usage usage,
      long tookMs,
      String traceId,
      @Nullable String conversationId) {
    this(
        answer,
        sentences,
        citations,
        abstained,
        confidence,
        decision,
        model,
        usage,
        tookMs,
        traceId,
        conversationId,
        null,
        null);
  }

  /** This answer, made by counting. */
  public Answer counting(Counted documents) {
    return new Answer(
        answer,
        sentences,
        citations,
        abstained,
        confidence,
        decision,
        model,
        usage,
        tookMs,
        traceId,
        conversationId,
        cached,
        documents);
  }

  /** This answer, given again to another request, which cost no tokens. */
  public Answer again(
      long took, String trace, @Nullable String conversation, @Nullable Cached origin) {
    return new Answer(
        answer,
        sentences,
        citations,
        abstained,
        confidence,
        decision,
        model,
        Usage.NONE,
        took,
        trace,
        conversation,
        origin,
        counted);
  }
}
