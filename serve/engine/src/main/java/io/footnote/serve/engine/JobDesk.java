package io.footnote.serve.engine;

import io.footnote.index.model.Principal;
import io.footnote.ingest.Job;
import io.footnote.ingest.JobInput;
import io.footnote.serve.engine.job.IdempotencyKey;
import io.footnote.serve.engine.job.JobRunner;
import io.footnote.serve.engine.job.StoredJobs;
import io.footnote.serve.engine.model.InvalidRequestException;
import io.footnote.serve.engine.model.NotFoundException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Jobs as principals see and steer them. Looking at jobs reads the database alone, steering takes
 * the data folder for writing. Thread-safe.
 */
final class JobDesk {
  /** How long one waits for a change before looking again, whether jobs run here or elsewhere. */
  private static final Duration GLANCE = Duration.ofMillis(500);

  private final DataFolder folder;
  private final CollectionRegistry registry;
  private final StoredJobs store;
  private final Lazy<JobRunner> runner;

  JobDesk(
      DataFolder folder, CollectionRegistry registry, StoredJobs store, Lazy<JobRunner> runner) {
    this.folder = folder;
    this.registry = registry;
    this.store = store;
    this.runner = runner;
  }

  /**
   * Queues a job. If the same was asked for by a process that died over it, that job is taken up
   * instead: people repeat the command, and once is enough.
   *
   * @param key makes it the job of an earlier request with the same key; null for none
   * @param fingerprint of the request
   */
  Job submit(
      Principal principal, JobInput input, @Nullable String key, Supplier<String> fingerprint) {
    if (key != null) {
      return runner
          .get()
          .submit(principal.user(), input, new IdempotencyKey(key, fingerprint.get()));
    }
    Optional<Job> left = runner.isBuilt() ? Optional.empty() : left(principal, input);
    JobRunner running = runner.get(); // which takes up what was left
    return left.isPresent() ? current(left.get()) : running.submit(principal.user(), input);
  }

  private Optional<Job> left(Principal principal, JobInput input) {
    return store.unfinished().stream()
        .filter(job -> job.owner().equals(principal.user()))
        .filter(job -> store.request(job.jobId()).filter(input::equals).isPresent())
        .findFirst();
  }

  Job job(Principal principal, String jobId) {
    return current(
        store
            .find(jobId)
            .filter(job -> principal.operator() || job.owner().equals(principal.user()))
            .orElseThrow(() -> NotFoundException.job(jobId)));
  }

  List<Job> jobs(Principal principal, int limit) {
    if (limit < 1) {
      throw InvalidRequestException.of("limit", "limit must be at least 1, but got: " + limit);
    }
    List<Job> stored =
        principal.operator() ? store.list(limit) : store.list(principal.user(), limit);
    return stored.stream().map(this::current).toList();
  }

  Job await(Principal principal, String jobId, Duration atMost) throws InterruptedException {
    Job job = job(principal, jobId);
    if (job.state().rests() || !runner.isBuilt()) {
      return job;
    }
    return runner.get().await(jobId, atMost);
  }

  Job watch(Principal principal, String jobId, Consumer<Job> listener) throws InterruptedException {
    Job job = job(principal, jobId);
    listener.accept(job);
    while (!job.state().rests() && isWorkedOn()) {
      Job next = next(principal, job);
      if (!next.equals(job)) {
        listener.accept(next);
      }
      job = next;
    }
    return job;
  }

  /** Else a waiting job waits for the next process that writes. */
  private boolean isWorkedOn() {
    return runner.isBuilt() || DataLock.isHeld(folder);
  }

  private Job next(Principal principal, Job seen) throws InterruptedException {
    if (runner.isBuilt()) {
      return runner.get().awaitChange(seen, GLANCE);
    }
    TimeUnit.NANOSECONDS.sleep(GLANCE.toNanos()); // another process runs it
    return job(principal, seen.jobId());
  }

  private Job current(Job stored) {
    if (stored.state().ended()) {
      return stored;
    }
    if (!runner.isBuilt()) {
      boolean lost =
          stored.state() == Job.State.RUNNING && (registry.holds() || !DataLock.isHeld(folder));
      return lost ? stored.withState(Job.State.INTERRUPTED) : stored;
    }
    Job live = runner.get().live(stored.jobId());
    return live == null ? store.find(stored.jobId()).orElse(stored) : live;
  }

  Job cancel(Principal principal, String jobId) {
    Job job = job(principal, jobId);
    if (job.state().ended()) {
      return job;
    }
    registry.hold();
    return runner.get().cancel(jobId);
  }

  Job pause(Principal principal, String jobId) {
    Job _ = job(principal, jobId);
    registry.hold();
    return runner.get().pause(jobId);
  }

  Job resume(Principal principal, String jobId) {
    Job _ = job(principal, jobId);
    registry.hold();
    return runner.get().resume(jobId);
  }

  Job retry(Principal principal, String jobId) {
    Job _ = job(principal, jobId);
    registry.hold();
    return runner.get().retry(jobId);
  }
}
