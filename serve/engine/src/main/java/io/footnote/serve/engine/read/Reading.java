package io.footnote.serve.engine.read;

import io.footnote.serve.engine.text.TextUnit;
import io.footnote.serve.engine.text.TextUnit.Kind;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A unit of a passage as a reader understands it.
 *
 * @param text as the document has it
 * @param shown on one line; a row of a table with the names of its columns
 * @param header what names its columns; empty if it is no row
 * @param key what a row with named columns is a row of; else empty
 * @param cells of a row whose columns have names, what it is a row of with each of its cells and
 *     the name of its column; else empty
 * @param heading the label it stands under in the passage; may be empty
 */
public record Reading(
    TextUnit unit,
    String text,
    String shown,
    String header,
    String key,
    List<String> cells,
    String heading) {
  /** Beginnings that point at the sentence before. */
  private static final Pattern POINTS_BACK =
      Pattern.compile(
          "^(?:it|they|he|she|this|these|those|such|its|their|his|her|however|therefore|thus|also|then|instead|otherwise|but|and|so)\\b.*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  public Reading {
    cells = List.copyOf(cells);
  }

  /** What is no row with named columns. */
  public Reading(TextUnit unit, String text, String shown, String header, String heading) {
    this(unit, text, shown, header, "", List.of(), heading);
  }

  /** Whether it is a sentence that points back at the one before it. */
  public boolean pointsBack() {
    return unit.kind() == Kind.SENTENCE && POINTS_BACK.matcher(text).matches();
  }

  /** Whether it is a row of a table or a bare line, which says little without its header. */
  public boolean isTerse() {
    return unit.kind() == Kind.ROW || unit.kind() == Kind.LINE;
  }
}
