package io.footnote.ingest.screen;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What gives a sign away.
 *
 * @param pattern of text in lower case
 * @param words of each list the text must hold one; looked for first, because that takes a
 *     thousandth of the time
 */
record Clue(Sign sign, Pattern pattern, List<List<String>> words) {

  Clue(Sign sign, String regex, String... words) {
    this(sign, Pattern.compile(regex, Pattern.MULTILINE), List.of(List.of(words)));
  }

  /** The same, of which the text must also hold one of these words. */
  Clue and(String... more) {
    return new Clue(
        sign, pattern, Stream.concat(words.stream(), Stream.of(List.of(more))).toList());
  }
}
