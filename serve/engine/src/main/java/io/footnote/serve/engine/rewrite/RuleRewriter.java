package io.footnote.serve.engine.rewrite;

import io.footnote.serve.engine.model.QueryPart;
import io.footnote.serve.engine.model.StandaloneQuestion;
import io.footnote.serve.engine.model.Turn;
import io.footnote.serve.engine.text.Courtesy;
import io.footnote.serve.engine.text.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Carries the subject of a conversation over by searching, besides the question, for what was asked
 * before it and what the last answer said: each turn with half the weight of the one after it, all
 * with much less when the question seems to open another subject. Nothing is rewritten in words, so
 * nothing can be misunderstood; what was said long ago fades. Pure.
 *
 * <p>The constants were chosen on one half of MTRAG-UN, split by a hash of the conversation, and by
 * what a change of subject loses; {@code eval/bench/RETRIEVAL.md} has the other half.
 */
public final class RuleRewriter implements Rewriter {
  public static final String NAME = "rules";

  /** Weight of the turn before a question that depends on it; the question has 1. */
  private static final double DEPENDENT = 0.5;

  /** Weight of the turn before a question that seems to stand alone. */
  private static final double ALONE = 0.15;

  private static final double DECAY = 0.5;

  /** Turns of the user that are carried over. */
  private static final int TURNS = 3;

  /** Weight of the last answer beside that of the question it answers. */
  private static final double ANSWER = 0.5;

  /** Characters of a carried turn: what comes after is seldom its subject, and costs time. */
  private static final int QUESTION_LENGTH = 500;

  private static final int ANSWER_LENGTH = 250;

  @Override
  public RewrittenQuestion rewrite(RewriteRequest request) {
    String question = request.question();
    Intent intent = Intent.of(question);
    if (!intent.searches()) {
      return RewrittenQuestion.withoutSearch(intent, question, NAME);
    }
    List<QueryPart> parts = new ArrayList<>(LongText.parts(question));
    String plain = Courtesy.without(question);
    if (!plain.equals(question)) {
      parts.add(new QueryPart(LongText.beginning(plain), 1, 1, "without polite words"));
    }
    List<String> asked = asked(request.history());
    if (asked.isEmpty()) {
      return RewrittenQuestion.search(StandaloneQuestion.of(plain), parts, NAME, List.of());
    }
    Optional<String> answer = lastAnswer(request.history());
    List<String> before = new ArrayList<>(asked);
    answer.ifPresent(before::add);
    Dependence dependence = Dependence.of(plain, before, request.terms());
    if (dependence.elliptic() && !dependence.refers()) {
      asked = sinceWhole(asked);
    }
    double weight = dependence.needed() ? DEPENDENT : ALONE;
    int words = LongText.words(question);
    answer.ifPresent(said -> parts.add(carried(said, weight * ANSWER, words, "the last answer")));
    double fading = weight;
    for (String turn : asked) {
      parts.add(carried(turn, fading, words, "asked before"));
      fading *= DECAY;
    }
    String needed = dependence.elliptic() ? whole(asked, request.terms()) : "";
    return RewrittenQuestion.search(
        new StandaloneQuestion(needed, plain), parts, NAME, List.of(dependence.why()));
  }

  /**
   * Without the latest questions that only ask the same of something else: what they ask is in the
   * one before them, and it is no longer asked of what they name.
   */
  private static List<String> sinceWhole(List<String> asked) {
    int first = 0;
    while (first < asked.size() - 1 && Dependence.continues(asked.get(first))) {
      first++;
    }
    return asked.subList(first, asked.size());
  }

  /**
   * The latest of these questions, after those before it that it refers back to.
   *
   * @param asked newest first, at least one
   */
  private static String whole(List<String> asked, Terms terms) {
    int last = 0;
    while (last < asked.size() - 1 && Dependence.of(asked.get(last), List.of(), terms).needed()) {
      last++;
    }
    return String.join(" ", asked.subList(0, last + 1).reversed());
  }

  /** Whether a turn needs the conversation to be understood. */
  static boolean needsConversation(RewriteRequest request) {
    List<String> before = new ArrayList<>(asked(request.history()));
    lastAnswer(request.history()).ifPresent(before::add);
    return !before.isEmpty() && Dependence.of(request.question(), before, request.terms()).needed();
  }

  /** The latest questions, newest first, small talk left out. */
  private static List<String> asked(List<Turn> history) {
    return history.reversed().stream()
        .filter(Turn::byUser)
        .map(Turn::content)
        .filter(content -> !content.isBlank() && Intent.of(content).searches())
        .limit(TURNS)
        .map(content -> LongText.beginning(content, QUESTION_LENGTH))
        .toList();
  }

  private static Optional<String> lastAnswer(List<Turn> history) {
    return history.reversed().stream()
        .filter(turn -> !turn.byUser() && !turn.content().isBlank())
        .map(turn -> LongText.beginning(turn.content(), ANSWER_LENGTH))
        .findFirst();
  }

  /** Of a text longer than the question, words count less, so that it is not louder. */
  private static QueryPart carried(String text, double weight, int words, String why) {
    double share = Math.min(1, (double) words / LongText.words(text));
    return new QueryPart(text, weight, weight * share, why);
  }
}
