package io.footnote.ingest;

/**
 * How fast something goes lately: the mean of what was observed, weighted by how recent it is
 * (exponentially, so that a pause or a burst moves it little and a change of speed soon).
 */
final class Pace {
  /** What is older than this counts about a third of what is new. */
  static final long MEMORY_MILLIS = 15_000;

  /** A rate measured for a shorter time says little: work comes in batches. */
  static final long KNOWN_AFTER_MILLIS = 3000;

  private boolean begun;
  private long firstAt;
  private long lastAt;
  private long lastDone;
  private double weighted;
  private double weight;

  /**
   * Takes a look. Time counts from the first one that sees something done, so loading a model is
   * not taken for slow work.
   *
   * @param done so far, never less than before
   */
  void observe(long nowMillis, long done) {
    if (!begun) {
      if (done > 0) {
        begun = true;
        firstAt = nowMillis;
        lastAt = nowMillis;
        lastDone = done;
      }
      return;
    }
    long passed = nowMillis - lastAt;
    if (passed <= 0) {
      return;
    }
    double kept = Math.exp(-passed / (double) MEMORY_MILLIS);
    weighted = kept * weighted + (1 - kept) * (done - lastDone) * 1000.0 / passed;
    weight = kept * weight + 1 - kept;
    lastAt = nowMillis;
    lastDone = done;
  }

  /** Per second; 0 while it is not known. */
  double perSecond() {
    return begun && lastAt - firstAt >= KNOWN_AFTER_MILLIS ? weighted / weight : 0;
  }
}
