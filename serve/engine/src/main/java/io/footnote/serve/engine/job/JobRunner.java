package io.footnote.serve.engine.job;

import io.footnote.ingest.IngestProgress;
import io.footnote.ingest.IngestReport;
import io.footnote.ingest.Job;
import io.footnote.ingest.JobInput;
import io.footnote.serve.engine.model.ConflictException;
import io.footnote.serve.engine.model.NotFoundException;
import io.footnote.serve.engine.model.TooManyRequestsException;
import io.footnote.serve.engine.model.UnavailableException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs jobs: several collections at once, one job of a collection at a time, in the order they
 * came. Jobs that were waiting or running when a process ended are queued again when the next one
 * opens. Thread-safe.
 */
public final class JobRunner implements AutoCloseable {
  /** Two collections overlap parsing and embedding; more would only share the same cores. */
  public static final int DEFAULT_WORKERS = 2;

  public static final int DEFAULT_QUEUE = 100;

  /** How often progress goes to disk; between, it is in memory alone. */
  private static final Duration PERSIST_EVERY = Duration.ofSeconds(1);

  private static final Job.State CANCELLED = Job.State.CANCELLED;

  private final StoredJobs store;
  private final JobWork work;
  private final Uploads uploads;
  private final Clock clock;
  private final Supplier<String> ids;
  private final int queueLimit;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<String> queue = new ArrayDeque<>();
  private final Map<String, ActiveJob> active = new HashMap<>(); // waiting or running, by id
  private final Set<String> busyCollections = new HashSet<>();
  private final JobWorkers workers;
  private final List<Job> resumed;
  private boolean closed;

  /**
   * @param uploadFolder where uploads are kept; what no job can need any more is deleted
   */
  public JobRunner(
      StoredJobs store,
      JobWork work,
      Path uploadFolder,
      Clock clock,
      Supplier<String> ids,
      int workerCount,
      int queueLimit) {
    this.store = store;
    this.work = work;
    this.clock = clock;
    this.ids = ids;
    this.queueLimit = queueLimit;
    this.uploads = new Uploads(uploadFolder, store, clock);
    this.resumed = store.unfinished();
    for (Job job : resumed) {
      // Until it runs again it tells how far it came.
      Job waiting = job.withState(Job.State.QUEUED);
      store.save(waiting);
      enqueue(waiting);
    }
    uploads.sweep();
    workers = new JobWorkers(workerCount, this::runJobs);
  }

  /**
   * Queues a job.
   *
   * @throws TooManyRequestsException if too many are waiting
   */
  public Job submit(String owner, JobInput request) {
    lock.lock();
    try {
      checkRoom();
      Job job = queued(owner, request);
      store.save(job, request);
      return enqueue(job);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Queues a job, unless the same request was accepted with the same key before: then returns that
   * job as it is now, and what was uploaded once more is deleted.
   *
   * @throws TooManyRequestsException if too many are waiting
   * @throws ConflictException if the key was used for another request
   */
  public Job submit(String owner, JobInput request, IdempotencyKey key) {
    lock.lock();
    try {
      Instant since = clock.instant().minus(IdempotencyKey.KEPT);
      Optional<StoredJobs.KeyedJob> earlier = store.keyed(owner, key.name(), since);
      if (earlier.isPresent()) {
        Uploads.delete(request);
        return repeated(key, earlier.get());
      }
      checkRoom();
      Job job = queued(owner, request);
      store.save(job, request, key);
      return enqueue(job);
    } finally {
      lock.unlock();
    }
  }

  private Job repeated(IdempotencyKey key, StoredJobs.KeyedJob earlier) {
    if (!earlier.fingerprint().equals(key.fingerprint())) {
      throw new ConflictException(
          "idempotency_key_reused",
          "Idempotency-Key",
          "the idempotency key '%s' was used for another request in the last %d hours (job %s); use a new key for a new request"
              .formatted(key.name(), IdempotencyKey.KEPT.toHours(), earlier.jobId()));
    }
    Job live = live(earlier.jobId());
    return live == null ? stored(earlier.jobId()) : live;
  }

  private Job queued(String owner, JobInput request) {
    return new Job(
        "job_" + ids.get(),
        request.collection(),
        owner,
        Job.State.QUEUED,
        IngestProgress.queued(),
        List.of(),
        null,
        Instant.ofEpochMilli(clock.millis()),
        null);
  }

  /** Jobs that were waiting or running when an earlier process ended, as it left them. */
  public List<Job> resumed() {
    return resumed;
  }

  /** Asks a job to stop; nothing happens if it has ended. */
  public Job cancel(String jobId) {
    lock.lock();
    try {
      ActiveJob found = active.get(jobId);
      if (found == null) {
        Job job = stored(jobId);
        return job.state() == Job.State.PAUSED ? end(new ActiveJob(job), CANCELLED) : job;
      }
      found.stop(ActiveJob.Stop.CANCEL);
      return queue.remove(jobId) ? end(found, CANCELLED) : found.job();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Asks a job to stop until it is resumed; what it has committed until then stays. Nothing happens
   * if it is paused.
   *
   * @throws ConflictException if it has ended
   */
  public Job pause(String jobId) {
    lock.lock();
    try {
      ActiveJob found = active.get(jobId);
      if (found == null) {
        Job job = stored(jobId);
        if (job.state().ended()) {
          throw new ConflictException(
              "job_ended", "job_id", "job '" + jobId + "' has ended; there is nothing to pause");
        }
        return job;
      }
      found.stop(ActiveJob.Stop.PAUSE);
      return queue.remove(jobId) ? pauseNow(found) : found.job();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Queues a paused job again.
   *
   * @throws ConflictException if it is not paused
   * @throws TooManyRequestsException if too many are waiting
   */
  public Job resume(String jobId) {
    lock.lock();
    try {
      ActiveJob found = active.get(jobId);
      Job job = found == null ? stored(jobId) : found.job();
      if (job.state() != Job.State.PAUSED) {
        throw new ConflictException(
            "job_not_paused",
            "job_id",
            "job '%s' is not paused but %s"
                .formatted(jobId, job.state().name().toLowerCase(Locale.ROOT)));
      }
      checkRoom();
      Job again = job.withState(Job.State.QUEUED);
      store.save(again);
      return enqueue(again);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Queues an ended job again, under its id: what failed of it, or all if nothing did or the job
   * did not come to its end.
   *
   * @throws ConflictException if it has not ended, or a file uploaded for it is no longer kept
   */
  public Job retry(String jobId) {
    lock.lock();
    try {
      Job job = stored(jobId);
      if (!job.state().ended() || active.containsKey(jobId)) {
        throw new ConflictException(
            "job_not_ended",
            "job_id",
            "job '" + jobId + "' has not ended; cancel it first, or wait");
      }
      checkRoom();
      JobInput input = input(jobId);
      if (Uploads.anyGone(input)) {
        throw new ConflictException(
            "upload_gone",
            "job_id",
            "the files uploaded for job '" + jobId + "' are no longer kept; upload them again");
      }
      Job again = restarted(job);
      store.restart(again, Retries.of(job, input));
      return enqueue(again);
    } finally {
      lock.unlock();
    }
  }

  /** The job as it is now, if it waits or runs here. */
  public @Nullable Job live(String jobId) {
    lock.lock();
    try {
      ActiveJob found = active.get(jobId);
      return found == null ? null : found.job();
    } finally {
      lock.unlock();
    }
  }

  /** Whether a job of this collection waits or runs. */
  public boolean busy(String collection) {
    lock.lock();
    try {
      return active.values().stream().anyMatch(a -> a.job().collection().equals(collection));
    } finally {
      lock.unlock();
    }
  }

  /** A job that waits or runs and may bring one of these sources into the collection, if any. */
  public Optional<String> bringing(String collection, Set<String> sources) {
    List<String> candidates;
    lock.lock();
    try {
      candidates =
          active.values().stream()
              .map(ActiveJob::job)
              .filter(job -> job.collection().equals(collection))
              .map(Job::jobId)
              .toList();
    } finally {
      lock.unlock();
    }
    return candidates.stream()
        .filter(id -> store.request(id).filter(input -> Bringing.anyOf(sources, input)).isPresent())
        .findFirst();
  }

  /** Waits until the job has ended or is paused, or the time has passed. */
  public Job await(String jobId, Duration atMost) throws InterruptedException {
    return await(jobId, atMost, _ -> false);
  }

  /** Waits until the job is no longer as it was seen, or the time has passed. */
  public Job awaitChange(Job seen, Duration atMost) throws InterruptedException {
    return await(seen.jobId(), atMost, now -> !now.equals(seen));
  }

  private Job await(String jobId, Duration atMost, Predicate<Job> enough)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = atMost.toNanos();
      ActiveJob found = active.get(jobId);
      while (found != null && left > 0 && !enough.test(found.job())) {
        left = changed.awaitNanos(left);
        found = active.get(jobId);
      }
      return found == null ? stored(jobId) : found.job();
    } finally {
      lock.unlock();
    }
  }

  private Job stored(String jobId) {
    return store.find(jobId).orElseThrow(() -> NotFoundException.job(jobId));
  }

  private void checkRoom() {
    if (closed) {
      throw new UnavailableException("closing", null, "Footnote is closing");
    }
    if (queue.size() >= queueLimit) {
      throw new TooManyRequestsException(
          "job_queue_full",
          null,
          "the job queue is full (" + queueLimit + " jobs are waiting); try again later",
          QueueWait.of(active.values()));
    }
  }

  private JobInput input(String jobId) {
    return store
        .request(jobId)
        .orElseThrow(() -> new IllegalStateException("the input of job " + jobId + " is missing"));
  }

  private Job enqueue(Job job) {
    lock.lock();
    try {
      active.put(job.jobId(), new ActiveJob(job));
      queue.add(job.jobId());
      changed.signalAll();
      return job;
    } finally {
      lock.unlock();
    }
  }

  private static Job restarted(Job job) {
    return new Job(
        job.jobId(),
        job.collection(),
        job.owner(),
        Job.State.QUEUED,
        IngestProgress.queued(),
        List.of(),
        null,
        job.created(),
        null);
  }

  private void runJobs() {
    ActiveJob next;
    while ((next = take()) != null) {
      run(next);
    }
  }

  private @Nullable ActiveJob take() {
    lock.lock();
    try {
      while (!closed) {
        Iterator<String> waiting = queue.iterator();
        while (waiting.hasNext()) {
          ActiveJob candidate = active.get(waiting.next());
          if (candidate != null && busyCollections.add(candidate.job().collection())) {
            waiting.remove();
            candidate.running(candidate.job().progress());
            changed.signalAll();
            return candidate;
          }
        }
        changed.awaitUninterruptibly();
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  private void run(ActiveJob running) {
    JobOutcome outcome = JobOutcome.of(running.job().jobId(), () -> work(running));
    lock.lock();
    try {
      busyCollections.remove(running.job().collection());
      if (outcome.state() == CANCELLED) {
        stopped(running, outcome);
      } else {
        end(running, outcome);
      }
    } finally {
      lock.unlock();
    }
    uploads.sweepNowAndThen();
  }

  private IngestReport work(ActiveJob running) {
    store.save(running.job());
    JobInput request = input(running.job().jobId());
    IngestReport report =
        work.run(
            request,
            progress -> progressed(running, progress),
            () -> running.stop() != ActiveJob.Stop.NOT);
    progressed(running, report.progress());
    if (!report.cancelled() && report.failures().isEmpty()) {
      Uploads.delete(request); // else a retry still needs them
    }
    return report;
  }

  private void stopped(ActiveJob running, JobOutcome outcome) {
    switch (running.stop()) {
      case CLOSE -> {
        store.save(running.job());
        leave(running); // unfinished in the store, so that the next process resumes it
      }
      case PAUSE -> pauseNow(running);
      case CANCEL, NOT -> end(running, outcome);
    }
  }

  private void progressed(ActiveJob running, IngestProgress progress) {
    lock.lock();
    try {
      running.running(progress);
      if (running.isDueForPersisting(clock.millis(), PERSIST_EVERY.toMillis())) {
        store.save(running.job());
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private Job end(ActiveJob ended, Job.State state) {
    return end(ended, new JobOutcome(state, List.of(), List.of(), null));
  }

  private Job end(ActiveJob ended, JobOutcome outcome) {
    ended.ended(outcome, Instant.ofEpochMilli(clock.millis()));
    store.save(ended.job());
    return leave(ended);
  }

  private Job pauseNow(ActiveJob paused) {
    paused.paused();
    store.save(paused.job());
    return leave(paused);
  }

  private Job leave(ActiveJob left) {
    active.remove(left.job().jobId());
    changed.signalAll();
    return left.job();
  }

  /** Stops what runs; what was not finished is resumed by the next process. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
      active.values().forEach(waiting -> waiting.stop(ActiveJob.Stop.CLOSE));
    } finally {
      lock.unlock();
    }
    workers.close();
  }
}
