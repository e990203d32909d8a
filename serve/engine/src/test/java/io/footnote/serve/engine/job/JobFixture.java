package io.footnote.serve.engine.job;

import io.footnote.index.model.MetadataValue;
import io.footnote.ingest.IngestInput;
import io.footnote.ingest.IngestProgress;
import io.footnote.ingest.IngestReport;
import io.footnote.ingest.IngestRequest;
import io.footnote.serve.engine.state.StateDatabase;
import io.footnote.serve.engine.testing.TestState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** A state database and runners on it. */
abstract class JobFixture {
  static final Duration LONG = Duration.ofSeconds(20);

  @Parameter TestState state;

  @TempDir Path folder;
  final AtomicInteger ids = new AtomicInteger();
  StateDatabase database;
  Clock clock = Clock.systemUTC();

  @AfterEach
  void closeDatabase() {
    if (database != null) {
      database.close();
    }
  }

  StoredJobs store() {
    if (database == null) {
      database = state.open(folder);
    }
    return new StoredJobs(database);
  }

  JobRunner runner(JobWork work, int queue) {
    return new JobRunner(
        store(),
        work,
        folder.resolve("uploads"),
        clock,
        () -> "j" + ids.incrementAndGet(),
        2,
        queue);
  }

  static IngestRequest request(String collection, IngestInput... inputs) {
    return new IngestRequest(
        collection,
        List.of(inputs),
        7L,
        Map.of(
            "year",
            List.of(new MetadataValue.Numeric(2024)),
            "at",
            List.of(new MetadataValue.Date(Instant.EPOCH)),
            "tag",
            List.of(new MetadataValue.Keyword("x"))));
  }

  static IngestReport done(boolean cancelled) {
    return new IngestReport(
        new IngestProgress("done", 1, 1, 0, 0, 0, 2, 2, 9, 0, 1, 1, 2, 2, 0, 0L, 0, 0, 0),
        List.of(),
        cancelled);
  }

  Path upload(String name) throws IOException {
    Path uploads = Files.createDirectories(folder.resolve("uploads"));
    return Files.writeString(uploads.resolve(name), name);
  }

  static IngestInput kept(Path upload) {
    return new IngestInput.Upload(String.valueOf(upload.getFileName()), upload);
  }

  /** Work that goes on until it is told to stop, the first {@code stopped} times. */
  static JobWork untilStopped(CountDownLatch running, int stopped, AtomicInteger runs) {
    return (request, progress, stop) -> {
      if (runs.incrementAndGet() > stopped) {
        return done(false);
      }
      progress.accept(
          new IngestProgress("ingesting", 9, 3, 0, 0, 0, 3, 3, 9, 0, 1, 4, 3, 3, 0, null, 0, 0, 0));
      running.countDown();
      while (!stop.getAsBoolean()) {
        Thread.onSpinWait();
      }
      return new IngestReport(
          new IngestProgress("done", 9, 4, 0, 0, 0, 3, 3, 9, 0, 1, 4, 3, 3, 0, null, 0, 0, 0),
          List.of(),
          true);
    };
  }
}
