package io.footnote.serve.engine.cite;

import java.util.List;

/**
 * A sentence of a model's answer.
 *
 * @param lead white space before it: empty, a blank or line breaks
 * @param text without footnote marks
 * @param marks numbers of the passages it cites, in order, without duplicates
 */
public record WrittenSentence(String lead, String text, List<Integer> marks) {
  public WrittenSentence {
    marks = List.copyOf(marks);
  }
}
