package io.footnote.serve.engine.answer;

import io.footnote.serve.engine.model.MemoryItem;
import io.footnote.serve.engine.model.Turn;
import io.footnote.serve.engine.rewrite.Intent;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Replies to turns that ask the documents nothing. Pure. */
final class SmallReply {
  static final String NOTHING_YET = "Nothing was asked in this conversation yet.";

  private static final Pattern MARK = Pattern.compile("\\[\\d+]");

  private SmallReply() {}

  static String to(Intent intent, List<Turn> history) {
    return switch (intent) {
      case QUESTION -> throw new IllegalArgumentException("a question is answered from documents");
      case GREETING -> "Hello. Ask something that the documents may answer.";
      case THANKS -> "You are welcome.";
      case FAREWELL -> "Goodbye.";
      case ACKNOWLEDGEMENT -> "All right.";
      case LAST_QUESTION ->
          latest(history, true).map(asked -> "You asked: “" + asked + "”").orElse(NOTHING_YET);
      case ALL_QUESTIONS -> questions(history);
      case LAST_ANSWER ->
          latest(history, false).map(said -> MARK.matcher(said).replaceAll("")).orElse(NOTHING_YET);
      case WHO_REPLIES ->
          "Footnote: I answer from the documents you may read and show where each sentence comes"
              + " from.";
      case REMEMBERED -> throw new IllegalArgumentException("it is known to the memory alone");
      case FORGET ->
          "I forget nothing by being asked here. Facts are listed and deleted with 'footnote memory'"
              + " or under /v1/memory, conversations under /v1/conversations.";
    };
  }

  /** Confirms what was remembered, word for word, and says how to undo it. */
  static String to(MemoryItem learned) {
    return "Remembered as "
        + learned.memoryId()
        + ": “"
        + learned.text()
        + "” It is used for your questions alone, until you delete it.";
  }

  /** Says what is remembered of somebody, word for word. */
  static String to(List<MemoryItem> own) {
    return own.isEmpty()
        ? "Nothing is remembered about you. Say “remember that …” to change that."
        : own.stream()
            .map(fact -> "- " + fact.text() + " (" + fact.memoryId() + ")")
            .collect(Collectors.joining("\n", "You asked me to remember:\n", ""));
  }

  private static Optional<String> latest(List<Turn> history, boolean byUser) {
    return history.reversed().stream()
        .filter(turn -> turn.byUser() == byUser && !turn.content().isBlank())
        .map(Turn::content)
        .findFirst();
  }

  private static String questions(List<Turn> history) {
    String asked =
        history.stream()
            .filter(turn -> turn.byUser() && Intent.of(turn.content()).searches())
            .map(turn -> "- " + turn.content().strip())
            .collect(Collectors.joining("\n"));
    return asked.isEmpty() ? NOTHING_YET : "You asked:\n" + asked;
  }
}
