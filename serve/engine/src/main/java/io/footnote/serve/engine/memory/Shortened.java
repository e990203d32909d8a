package io.footnote.serve.engine.memory;

import io.footnote.index.model.Span;
import io.footnote.serve.engine.model.Turn;
import io.footnote.serve.engine.text.Sentences;
import io.footnote.serve.engine.text.TextUnit;
import java.util.List;

/** Turns in short, without a model. Pure. */
final class Shortened {
  private static final int LONGEST = 200;

  private Shortened() {}

  /** Who spoke, and the first sentence. */
  static String line(Turn turn) {
    return (turn.byUser() ? "User: " : "Assistant: ") + sentence(turn.content());
  }

  /** The first sentence, cut if it is long. */
  static String sentence(String text) {
    List<TextUnit> units = Sentences.split(text);
    if (units.isEmpty()) {
      return "";
    }
    Span first = units.getFirst().span();
    String sentence = text.substring(first.start(), first.end()).replaceAll("\\s+", " ");
    return sentence.length() <= LONGEST
        ? sentence
        : sentence.substring(0, sentence.offsetByCodePoints(0, LONGEST / 2)) + "…";
  }
}
