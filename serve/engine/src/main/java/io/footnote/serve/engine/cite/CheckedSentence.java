package io.footnote.serve.engine.cite;

import io.footnote.serve.engine.model.Support;
import java.util.List;

/**
 * A sentence after checking.
 *
 * @param lead white space before it
 * @param evidence what supports it or, if it is contradicted, what contradicts it, best first;
 *     empty exactly if it is unsupported
 * @param score probability that the passages say it, 0 to 1
 */
public record CheckedSentence(
    String lead, String text, Support support, List<Evidence> evidence, double score) {
  public CheckedSentence {
    evidence = List.copyOf(evidence);
    if (evidence.isEmpty() != (support == Support.UNSUPPORTED)) {
      throw new IllegalArgumentException(support + " with evidence " + evidence);
    }
  }

  public boolean supported() {
    return support.holds();
  }
}
