package io.footnote.serve.engine.cite;

/** What tells whether a text says a sentence; shares are of the sentence's weighted words. */
enum CheckSignal {
  /** Share that the text has, in any order, with what it stands under. */
  HELD,
  /** Share that the text has in the same order. */
  ALIGNED,
  /** Share that the text's whole passage has, with what it stands under. */
  PASSAGE_HELD,
  /** Cosine of the two, on the scale of the model at hand. */
  COSINE,
  /** 1 if the text, with what it stands under, lacks any of its numbers, else 0. */
  NUMBERS_MISSING,
  /** 1 if no passage has one of its numbers, else 0. */
  NUMBERS_NOWHERE,
  /** Share of its names that the text, with what it stands under, lacks. */
  NAMES_MISSING,
  /** Share of its names that no passage has. */
  NAMES_NOWHERE,
  /** Another number in the same place; counts as much as the two are aligned. */
  NUMBER_CONFLICT,
  /** Another name in the same place. */
  NAME_CONFLICT,
  /** A negation on one side alone. */
  NEGATION_CONFLICT,
  /** A name or number in another place; tables, which are read in several orders, have none. */
  MOVED,
  /** Share in names and numbers before which the text has another; tables have none. */
  OVERTAKEN,
  /**
   * Share that single statements of the text have, with what they stand under: of each clause of
   * the sentence, the share of the statement that has most of it.
   */
  STATED,
  /** 1 if a number stands in a row or cell that has less of the sentence than another, else 0. */
  OTHER_CELL,
  /** 1 if the text has not a number, but another of the same unit, else 0. */
  OTHER_QUANTITY
}
