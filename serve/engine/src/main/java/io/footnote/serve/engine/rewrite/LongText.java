package io.footnote.serve.engine.rewrite;

import io.footnote.serve.engine.model.QueryPart;
import io.footnote.serve.engine.text.Sentences;
import io.footnote.serve.engine.text.TextUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Texts longer than an embedding model reads at once. Pure. */
public final class LongText {
  /** So many characters of prose stay below the 512 tokens that small models read. */
  private static final int PIECE = 1600;

  /** Each further piece of a question is a run of the model. */
  private static final int MOST_PIECES = 8;

  private static final Pattern SPACE = Pattern.compile("\\s+");

  private LongText() {}

  /**
   * The question as it was asked; if it is long, so that the model reads its beginning alone, also
   * its further pieces, with the same weight. Of a very long one some pieces, evenly spread.
   */
  static List<QueryPart> parts(String question) {
    List<QueryPart> parts = new ArrayList<>();
    parts.add(QueryPart.asked(question));
    spread(question).stream()
        .skip(1)
        .map(piece -> new QueryPart(piece, 1, 0, "a further piece of a long question"))
        .forEach(parts::add);
    return parts;
  }

  /**
   * A text that is searched for beside a question, whole or, if it is long, in pieces; of a very
   * long one some, evenly spread.
   *
   * @param weight of each
   */
  public static List<QueryPart> beside(String text, double weight, String why) {
    return spread(text).stream().map(piece -> new QueryPart(piece, weight, weight, why)).toList();
  }

  private static List<String> spread(String text) {
    if (text.length() <= PIECE) {
      return List.of(text);
    }
    List<String> pieces = pieces(text, PIECE);
    int wanted = Math.min(MOST_PIECES, pieces.size());
    return IntStream.range(0, wanted)
        .mapToObj(i -> pieces.get((int) ((long) i * pieces.size() / wanted)))
        .toList();
  }

  /** The first sentences of {@code text}, as many as one piece holds. */
  static String beginning(String text) {
    return beginning(text, PIECE);
  }

  /** The first sentences of {@code text} up to so many characters; a longer sentence is cut. */
  static String beginning(String text, int length) {
    return text.length() <= length ? text.strip() : pieces(text, length).getFirst();
  }

  static int words(String text) {
    return (int) SPACE.splitAsStream(text.strip()).filter(word -> !word.isEmpty()).count();
  }

  /** Whole sentences up to {@code length} characters; a longer sentence is cut. */
  private static List<String> pieces(String text, int length) {
    List<String> pieces = new ArrayList<>();
    int start = 0;
    int end = 0;
    for (TextUnit unit : Sentences.split(text)) {
      if (unit.span().end() - start > length && end > start) {
        add(text, start, end, pieces);
        start = unit.span().start();
      }
      end = unit.span().end();
      while (end - start > length) {
        add(text, start, start + length, pieces);
        start += length;
      }
    }
    add(text, start, end, pieces);
    return pieces.isEmpty() ? List.of(text) : pieces;
  }

  private static void add(String text, int start, int end, List<String> pieces) {
    String piece = text.substring(start, end).strip();
    if (!piece.isEmpty()) {
      pieces.add(piece);
    }
  }
}
