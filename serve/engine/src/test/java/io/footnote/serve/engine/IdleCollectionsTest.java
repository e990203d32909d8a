package io.footnote.serve.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.embed.testing.HashingEmbedder;
import io.footnote.index.IdleClosingIndexes;
import io.footnote.index.model.Principal;
import io.footnote.ingest.IngestInput;
import io.footnote.ingest.Job;
import io.footnote.serve.engine.model.SearchRequest;
import io.footnote.serve.engine.testing.TestComponents;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdleCollectionsTest {
  private static final Principal OPERATOR = FootnoteServiceContract.OPERATOR;
  private static final Duration IDLE = Duration.ofHours(1);

  @TempDir Path data;
  private Instant now = Instant.EPOCH;

  @Test
  void idleCollectionsAreClosedAndSearchedAgain() throws Exception {
    try (Footnote footnote = open()) {
      ingest(footnote, "one", "alpha");
      ingest(footnote, "two", "beta");
      IdleClosingIndexes indexes = footnote.openIndexes();
      assertThat(indexes.open()).isEqualTo(2);
      now = now.plus(IDLE);
      assertThat(search(footnote, "one", "alpha")).isOne();
      assertThat(indexes.closeIdle()).as("'one' was used just now").isOne();
      now = now.plus(IDLE);
      assertThat(indexes.closeIdle()).isOne();
      assertThat(indexes.open()).isZero();
      assertThat(footnote.collections(OPERATOR)).hasSize(2);
      assertThat(search(footnote, "two", "beta")).isOne();
      now = now.plus(IDLE);
      indexes.closeIdle();
      ingest(footnote, "two", "gamma");
      assertThat(search(footnote, "two", "gamma")).isEqualTo(2);
      now = now.plus(IDLE);
      indexes.closeIdle();
      footnote.deleteCollection(OPERATOR, "two");
      assertThat(footnote.collections(OPERATOR)).hasSize(1);
    }
  }

  private Footnote open() {
    Clock clock =
        new Clock() {
          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return now;
          }
        };
    return Footnote.open(
        FootnoteConfig.builder(data, new TestComponents(new HashingEmbedder(64)))
            .closeIdleAfter(IDLE)
            .clock(clock)
            .build());
  }

  private static int search(Footnote footnote, String collection, String query) {
    return footnote.search(OPERATOR, SearchRequest.of(collection, query)).results().size();
  }

  private static void ingest(Footnote footnote, String collection, String text)
      throws InterruptedException {
    Job job =
        footnote.ingest(
            OPERATOR,
            new FootnoteService.Ingest(
                collection, List.of(new IngestInput.Text(text, text, text)), null, Map.of()));
    assertThat(footnote.awaitJob(OPERATOR, job.jobId(), Duration.ofSeconds(30)).state())
        .isEqualTo(Job.State.DONE);
  }
}
