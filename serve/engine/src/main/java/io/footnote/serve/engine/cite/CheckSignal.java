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
  /** Share of its numbers that the text lacks. */
  NUMBERS_MISSING,
  /** Share of its numbers that no passage has. */
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
  /** A name or number in another place. */
  MOVED
}
