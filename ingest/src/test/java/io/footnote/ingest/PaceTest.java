package io.footnote.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PaceTest {
  private final Pace pace = new Pace();

  @Test
  void itIsUnknownUntilThereIsSomethingToMeasure() {
    for (long now = 0; now <= 60_000; now += 250) {
      pace.observe(now, 0);
    }
    assertThat(pace.perSecond()).as("nothing was done yet").isZero();
    pace.observe(60_250, 64);
    pace.observe(62_000, 300);
    assertThat(pace.perSecond()).as("measured for two seconds").isZero();
    pace.observe(63_250, 364);
    assertThat(pace.perSecond()).as("the first minute is not work").isCloseTo(100, within(15.0));
  }

  @Test
  void batchesDoNotMoveItMuchAndAChangeDoesSoon() {
    long done = 0;
    for (long now = 0; now <= 30_000; now += 250) {
      if (now % 1000 == 0) {
        done += 64; // all at once, once a second
      }
      pace.observe(now, done);
      if (now > 10_000) {
        assertThat(pace.perSecond()).isCloseTo(64, within(6.0));
      }
    }
    for (long now = 30_250; now <= 75_000; now += 250) {
      done += 2;
      pace.observe(now, done);
    }
    assertThat(pace.perSecond()).isCloseTo(8, within(4.0));
  }

  @Test
  void twoLooksAtTheSameMomentAreOne() {
    pace.observe(0, 1);
    pace.observe(4000, 41);
    pace.observe(4000, 41);
    assertThat(pace.perSecond()).isCloseTo(10, within(1e-9));
  }
}
