package io.footnote.serve.engine.job;

import io.footnote.ingest.IngestInput;
import io.footnote.ingest.IngestRequest;
import io.footnote.ingest.Job;
import io.footnote.ingest.JobInput;
import io.footnote.ingest.ReembedRequest;
import io.footnote.ingest.SyncRequest;
import io.footnote.serve.engine.job.StoredJobs.UploadedInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files uploaded for jobs. They are deleted at once when a job has ingested all of them. Of a
 * job that failed, was cancelled, or could not ingest a document, they are kept for {@link
 * #KEPT_FOR_RETRY}, then deleted; so are files that no job knows, left by a crash. Thread-safe.
 */
final class Uploads {
  /** Time to notice what went wrong, mend it, and retry. */
  static final Duration KEPT_FOR_RETRY = Duration.ofDays(7);

  /** A younger file may belong to a request whose job is not stored yet. */
  private static final Duration KEPT_WITHOUT_JOB = Duration.ofDays(1);

  private static final Duration SWEEP_EVERY = Duration.ofHours(1);

  private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);

  private final Path folder;
  private final StoredJobs store;
  private final Clock clock;
  private Instant swept = Instant.MIN;

  Uploads(Path folder, StoredJobs store, Clock clock) {
    this.folder = folder.toAbsolutePath().normalize();
    this.store = store;
    this.clock = clock;
  }

  /** Deletes what was uploaded for a job that needs it no more. */
  static void delete(JobInput input) {
    files(input).forEach(Uploads::delete);
  }

  /** Whether something that was uploaded for a job is no longer there. */
  static boolean anyGone(JobInput input) {
    return files(input).stream().anyMatch(file -> !Files.exists(file));
  }

  /** As {@link #sweep()}, if the last time is an hour ago. */
  synchronized void sweepNowAndThen() {
    if (swept.isBefore(clock.instant().minus(SWEEP_EVERY))) {
      sweep();
    }
  }

  /** Deletes what no job can need any more. */
  synchronized void sweep() {
    Instant now = clock.instant();
    swept = now;
    if (!Files.isDirectory(folder)) {
      return;
    }
    Set<Path> needed = new HashSet<>();
    for (UploadedInput input : store.uploaded()) {
      if (isRetryable(input.job(), now)) {
        needed.addAll(files(input.request()));
      }
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Instant modified = Files.getLastModifiedTime(file).toInstant();
        if (!needed.contains(file) && modified.isBefore(now.minus(KEPT_WITHOUT_JOB))) {
          delete(file);
        }
      }
    } catch (IOException e) {
      LOG.warn("the uploads in {} cannot be looked through: {}", folder, e.getMessage());
    }
  }

  private static boolean isRetryable(Job job, Instant now) {
    Instant finished = job.finished();
    return finished == null || finished.isAfter(now.minus(KEPT_FOR_RETRY));
  }

  private static List<Path> files(JobInput input) {
    return switch (input) {
      case ReembedRequest _, SyncRequest _ -> List.of();
      case IngestRequest request ->
          request.inputs().stream()
              .filter(IngestInput.Upload.class::isInstance)
              .map(upload -> ((IngestInput.Upload) upload).spooled())
              .toList();
    };
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("the upload {} cannot be deleted: {}", file, e.getMessage());
    }
  }
}
