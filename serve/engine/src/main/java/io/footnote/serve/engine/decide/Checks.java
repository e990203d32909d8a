package io.footnote.serve.engine.decide;

import io.footnote.serve.engine.model.Support;

/**
 * How many sentences of an answer stand how to the documents.
 *
 * @param supported cited or supported
 * @param unchecked compared with nothing
 */
public record Checks(int supported, int contradicted, int unsupported, int unchecked) {
  public static final Checks NONE = new Checks(0, 0, 0, 0);

  /** How many sentences there are. */
  public int total() {
    return supported + contradicted + unsupported + unchecked;
  }

  /** With one sentence more. */
  public Checks plus(Support support) {
    return switch (support) {
      case CITED, SUPPORTED -> new Checks(supported + 1, contradicted, unsupported, unchecked);
      case CONTRADICTED -> new Checks(supported, contradicted + 1, unsupported, unchecked);
      case UNSUPPORTED -> new Checks(supported, contradicted, unsupported + 1, unchecked);
      case UNCHECKED -> new Checks(supported, contradicted, unsupported, unchecked + 1);
    };
  }
}
