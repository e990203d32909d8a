package io.footnote.serve.engine.decide;

import io.footnote.serve.engine.model.Support;

/**
 * How many sentences of an answer stand how to the documents.
 *
 * @param supported cited or supported
 */
public record Checks(int supported, int contradicted, int unsupported) {
  public static final Checks NONE = new Checks(0, 0, 0);

  /** With one sentence more. */
  public Checks plus(Support support) {
    return switch (support) {
      case CITED, SUPPORTED -> new Checks(supported + 1, contradicted, unsupported);
      case CONTRADICTED -> new Checks(supported, contradicted + 1, unsupported);
      case UNSUPPORTED -> new Checks(supported, contradicted, unsupported + 1);
    };
  }
}
