package io.footnote.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {
  private long now;
  private final List<IngestProgress> progress = new ArrayList<>();
  private final Tally tally =
      new Tally(
          new Clock() {
            @Override
            public ZoneOffset getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
              throw new UnsupportedOperationException();
            }

            @Override
            public Instant instant() {
              return Instant.ofEpochMilli(now);
            }
          },
          progress::add);

  private IngestProgress after(long millis) {
    now += millis;
    tally.tick();
    return progress.getLast();
  }

  @Test
  void noTimeLeftIsSaidBeforeTheRateIsKnown() {
    tally.found(100);
    assertThat(after(5000).millisLeft()).isNull();
    for (int i = 0; i < 5; i++) {
      tally.read(10);
      tally.embedded(10);
      assertThat(after(500).millisLeft()).isNull();
    }
    for (int i = 0; i < 5; i++) {
      tally.read(10);
      tally.embedded(10);
      after(500);
    }
    // 90 documents of 10 chunks are left, at 20 chunks a second.
    assertThat(progress.getLast().millisLeft()).isEqualTo(45_000);
    assertThat(progress.getLast().chunksPerSecond()).isCloseTo(20, within(1e-9));
    assertThat(progress.getLast().share()).isEqualTo(0.1);
  }

  @Test
  void aGiantDocumentTakesAsLongAsItsChunks() {
    tally.found(1);
    tally.read(10_000);
    for (int i = 0; i < 10; i++) {
      tally.embedded(64);
      after(640);
    }
    assertThat(progress.getLast().millisLeft()).isEqualTo((10_000 - 640) * 10);
    assertThat(progress.getLast().share()).isEqualTo(0.064);
  }

  @Test
  void unchangedDocumentsTakeAsLongAsReadingThem() {
    tally.found(10_000);
    tally.read(50);
    tally.embedded(50);
    for (int i = 0; i < 400; i++) {
      for (int j = 0; j < 10; j++) {
        tally.read(0);
        tally.unchanged();
      }
      after(250);
    }
    // 5999 are left, at 40 a second, though no chunk was embedded for a minute and more.
    assertThat(progress.getLast().millisLeft()).isBetween(140_000L, 160_000L);
  }
}
