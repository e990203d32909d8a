package io.footnote.serve.engine.model;

/**
 * From which confidence on a collection's questions are answered.
 *
 * @param declineBelow below this the documents are said to hold no answer, 0 to 1
 * @param warnBelow below this an answer carries a warning, {@code declineBelow} to 1
 */
public record AnswerThresholds(double declineBelow, double warnBelow) {
  /**
   * Where a collection sets nothing. Declining starts far below one half, because a reader who sees
   * a wrong quotation with its source is harmed less than one who is told that there is no answer
   * where there is one; {@code eval/bench/ANSWERS.md} has what both cost.
   */
  public static final AnswerThresholds STANDARD = new AnswerThresholds(0.25, 0.5);

  /** With which every question is answered for which anything was found, without a warning. */
  public static final AnswerThresholds NONE = new AnswerThresholds(0, 0);

  public AnswerThresholds {
    check("decline_below", declineBelow, 0);
    check("warn_below", warnBelow, declineBelow);
  }

  private static void check(String name, double value, double least) {
    if (!(value >= least && value <= 1)) {
      throw InvalidRequestException.of(
          name, name + " must be between " + least + " and 1, but got: " + value);
    }
  }

  /** The stricter of both, for a question to several collections. */
  public AnswerThresholds and(AnswerThresholds other) {
    return new AnswerThresholds(
        Math.max(declineBelow, other.declineBelow), Math.max(warnBelow, other.warnBelow));
  }
}
