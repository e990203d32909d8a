package io.footnote.serve.engine.cite;

import java.util.List;

/**
 * A sentence after checking.
 *
 * @param lead white space before it
 * @param evidence what supports it, best first; empty exactly if it is unsupported
 * @param support share of the sentence's weighted words that its evidence holds, 0 to 1
 */
public record CheckedSentence(String lead, String text, List<Evidence> evidence, double support) {
  public CheckedSentence {
    evidence = List.copyOf(evidence);
  }

  public boolean supported() {
    return !evidence.isEmpty();
  }
}
