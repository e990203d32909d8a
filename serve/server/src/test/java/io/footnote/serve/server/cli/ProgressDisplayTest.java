package io.footnote.serve.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.ingest.IngestProgress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
  private static final String CLEAR = "\u001b[K";

  private final StringWriter written = new StringWriter();
  private final ProgressDisplay bar = new ProgressDisplay.Bar(new PrintWriter(written));
  private final ProgressDisplay lines = new ProgressDisplay.Lines(new PrintWriter(written));

  private static IngestProgress at(
      long millis, long done, long embedded, double rate, @Nullable Long left) {
    return new IngestProgress(
        "ingesting",
        900,
        done,
        0,
        0,
        0,
        done * 10,
        0,
        0,
        0,
        millis,
        300,
        3000,
        embedded,
        rate,
        left,
        0,
        0,
        0);
  }

  @Test
  void theBarIsOneLineThatChanges() {
    bar.show("", IngestProgress.queued());
    bar.show("", at(500, 0, 64, 0, null));
    bar.show("", at(500, 0, 64, 0, null));
    bar.show("", at(9000, 120, 3000, 85.44, 95_400L));
    assertThat(written)
        .hasToString(
            "\rqueued [>         ] 0% 0/0 docs, 0 chunks"
                + CLEAR
                + "\ringesting [>         ] 0% 0/900 docs, 64 chunks"
                + CLEAR
                + "\ringesting [===>      ] 33% 120/900 docs, 3000 chunks, 85.4/s, 95 s left"
                + CLEAR);
  }

  @Test
  void theBarFitsTheNarrowestTerminalAndLeavesNothing() {
    bar.show("first job_0123456789abcdef", at(9_000_000, 800, 1_000_000, 85.44, 36_000_000L));
    bar.close();
    String[] drawn = written.toString().split(Pattern.quote(CLEAR), -1);
    assertThat(drawn).hasSize(3);
    assertThat(drawn[0]).startsWith("\rfirst job_0123456789abcdef [").hasSize(80);
    assertThat(drawn[1]).isEqualTo("\r");
    assertThat(drawn[2]).isEmpty();
  }

  @Test
  void aFullBarHasNoHead() {
    bar.show("", at(9000, 900, 9000, 85, 0L));
    assertThat(written).asString().contains("[==========] 100% 900/900 docs");
    assertThat(written).asString().contains("85.0/s").doesNotContain("left");
  }

  @Test
  void nothingIsDrawnForNothing() {
    bar.close();
    assertThat(written).hasToString("");
  }

  @Test
  void linesComeAfterTheFirstCommitAndThenEveryFiveSeconds() {
    lines.show("", at(0, 0, 0, 0, null));
    lines.show("", at(1000, 0, 64, 0, null));
    lines.show("", at(2000, 1, 64, 0, null));
    lines.show("", at(3000, 2, 128, 40, 100_000L));
    lines.show("", at(7000, 2, 192, 40, 80_000L));
    lines.show("", at(12_000, 2, 192, 40, 80_000L));
    lines.show("", at(13_000, 3, 256, 40, 5_950_000L));
    lines.show("", at(20_000, 900, 9000, 40, 0L));
    assertThat(written.toString().lines())
        .containsExactly(
            "ingesting: 1 of 900 documents, 10 chunks (64 ready)",
            "ingesting: 2 of 900 documents, 20 chunks (192 ready), 40.0 chunks/s, about 80 s left",
            "ingesting: 3 of 900 documents, 30 chunks (256 ready), 40.0 chunks/s, about 99 min left");
  }

  @Test
  void aGiantDocumentShowsThatItGetsOn() {
    lines.show("", at(6000, 0, 640, 100, 7_200_000L));
    lines.show("", at(12_000, 0, 1280, 100, 7_100_000L));
    assertThat(written.toString().lines())
        .containsExactly(
            "ingesting: 0 of 900 documents, 0 chunks (640 ready), 100.0 chunks/s, about 2.0 h left",
            "ingesting: 0 of 900 documents, 0 chunks (1280 ready), 100.0 chunks/s, about 2.0 h left");
  }

  @Test
  void anotherJobIsNamed() {
    lines.show("first job_old", at(60_000, 20, 640, 0, null));
    lines.show("", at(1000, 30, 640, 0, null));
    assertThat(written.toString().lines())
        .containsExactly(
            "first job_old: ingesting: 20 of 900 documents, 200 chunks (640 ready)",
            "ingesting: 30 of 900 documents, 300 chunks (640 ready)");
  }
}
