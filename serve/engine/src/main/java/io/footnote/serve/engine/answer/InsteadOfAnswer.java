package io.footnote.serve.engine.answer;

import io.footnote.serve.engine.model.Decision;
import java.util.List;

/** What is said in place of an answer: what was searched, and what comes nearest. Pure. */
final class InsteadOfAnswer {
  static final String NO_ANSWER = "The documents do not answer this question.";

  private static final int NEAREST_SHOWN = 2;

  private InsteadOfAnswer() {}

  static String inWords(Decision decision) {
    return switch (decision) {
      case Decision.Decline decline -> declined(decline);
      case Decision.NeedsPerson person -> person.reason() + " Ask a person who knows.";
      case Decision.Answer _, Decision.AnswerWithWarning _ -> NO_ANSWER;
    };
  }

  private static String declined(Decision.Decline decline) {
    List<String> nearest =
        decline.near().stream()
            .map(near ->
                "“" + near.title() + "”" + (near.page() > 0 ? " (page " + near.page() + ")" : ""))
            .distinct()
            .limit(NEAREST_SHOWN)
            .toList();
    String searched = " Searched: " + String.join(", ", decline.searched()) + ".";
    return nearest.isEmpty()
        ? NO_ANSWER + searched
        : NO_ANSWER
            + searched
            + " The nearest passages are in "
            + String.join(" and ", nearest)
            + ".";
  }
}
