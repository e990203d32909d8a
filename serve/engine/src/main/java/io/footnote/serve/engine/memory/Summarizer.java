package io.footnote.serve.engine.memory;

import io.footnote.serve.engine.llm.ChatMessage;
import io.footnote.serve.engine.llm.ChatModel;
import io.footnote.serve.engine.llm.ChatRequest;
import io.footnote.serve.engine.llm.TimedCall;
import io.footnote.serve.engine.model.FootnoteException;
import io.footnote.serve.engine.model.Turn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Lets a language model say in short what a conversation was about. Thread-safe. */
public final class Summarizer {
  static final String BOUNDARY = "{boundary}";
  private static final int OUTPUT_TOKENS = 300;

  private final TimedCall call;
  private final String instructions;

  /**
   * @param instructions with {@code {boundary}} for the mark around the turns
   * @param deadline after which turns are shortened without it
   */
  public Summarizer(ChatModel model, String instructions, Duration deadline) {
    this.call = new TimedCall(model, deadline);
    this.instructions = instructions;
  }

  /**
   * @param turns oldest first
   * @param mask applied to what leaves the process
   * @param unmask undoes it
   * @param boundary letters and digits that no turn holds
   * @return empty if the model fails; the turns are then shortened without it
   */
  public Optional<Summary> summarize(
      List<Turn> turns, UnaryOperator<String> mask, UnaryOperator<String> unmask, String boundary) {
    StringBuilder text = new StringBuilder();
    for (Turn turn : turns) {
      text.append("----- ")
          .append(turn.byUser() ? "User " : "Assistant ")
          .append(boundary)
          .append('\n')
          .append(turn.content().replace(boundary, ""))
          .append('\n');
    }
    try {
      String summary =
          call.text(
                  new ChatRequest(
                      List.of(
                          ChatMessage.system(instructions.replace(BOUNDARY, boundary)),
                          ChatMessage.user(mask.apply(text.toString()))),
                      OUTPUT_TOKENS,
                      0))
              .strip();
      return summary.isEmpty()
          ? Optional.empty()
          : Optional.of(new Summary(turns.size(), unmask.apply(summary)));
    } catch (FootnoteException e) {
      return Optional.empty();
    }
  }
}
