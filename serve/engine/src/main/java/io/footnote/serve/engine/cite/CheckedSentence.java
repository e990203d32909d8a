package io.footnote.serve.engine.cite;

import io.footnote.index.model.Span;
import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.model.Support;
import java.util.List;

/**
 * A sentence after checking.
 *
 * @param lead white space before it
 * @param evidence what supports it or, if it is contradicted, what contradicts it, best first;
 *     empty exactly if it is unsupported; of an unchecked one, the passages that it names
 * @param score probability that the passages say it, 0 to 1; 0 if it is unchecked
 */
public record CheckedSentence(
    String lead, String text, Support support, List<Evidence> evidence, double score) {
  public CheckedSentence {
    evidence = List.copyOf(evidence);
    if (support != Support.UNCHECKED && evidence.isEmpty() != (support == Support.UNSUPPORTED)) {
      throw new IllegalArgumentException(support + " with evidence " + evidence);
    }
  }

  /** A sentence as it was written, with the passages that it names. */
  public static CheckedSentence unchecked(WrittenSentence sentence, List<Passage> passages) {
    return new CheckedSentence(
        sentence.lead(),
        sentence.text(),
        Support.UNCHECKED,
        passages.stream()
            .filter(passage -> sentence.marks().contains(passage.n()))
            .map(passage -> new Evidence(passage, new Span(0, passage.text().length())))
            .toList(),
        0);
  }

  public boolean supported() {
    return support.holds();
  }
}
