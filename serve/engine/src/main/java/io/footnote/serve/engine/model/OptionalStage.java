package io.footnote.serve.engine.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Steps between a question and its answer that an operator may leave out. Those that have a setting
 * of their own, such as rewriting, routing, memory and the cache, are not among them, nor are
 * permissions, masking and the guard over what is shown.
 */
public enum OptionalStage {
  /** A rewriting model's other wordings of a question. */
  WORDINGS,
  /** A rewriting model's parts of a compound question. */
  PARTS,
  /** A rewriting model's passage as it might be, searched for by meaning. */
  PASSAGE,
  /**
   * Choosing, thinning and joining passages; without it they are read as they were ranked, as many
   * as there is room for.
   */
  ASSEMBLE,
  /** Looking for signs that a passage was written for a machine. */
  SCREEN,
  /** Declining or warning where the documents do not seem to hold an answer. */
  DECIDE,
  /** Comparing a model's sentences with the passages; without it what they cite is taken as is. */
  CHECK;

  /** As it is written in settings. */
  public String lowerCase() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Names of some, in their order. */
  public static List<String> names(Set<OptionalStage> stages) {
    return Arrays.stream(values()).filter(stages::contains).map(OptionalStage::lowerCase).toList();
  }
}
