package io.footnote.serve.engine.job;

import io.footnote.embed.EmbeddingException;
import io.footnote.embed.VectorCacheException;
import io.footnote.index.IndexException;
import io.footnote.ingest.FailedDocument;
import io.footnote.ingest.IngestInput;
import io.footnote.ingest.IngestProgress;
import io.footnote.ingest.IngestReport;
import io.footnote.ingest.IngestRequest;
import io.footnote.ingest.Job;
import io.footnote.ingest.JobInput;
import io.footnote.ingest.ReembedRequest;
import io.footnote.ingest.TextlessDocument;
import io.footnote.ingest.source.MissingPathException;
import io.footnote.serve.engine.model.ConflictException;
import io.footnote.serve.engine.model.FootnoteException;
import io.footnote.serve.engine.model.NotFoundException;
import io.footnote.serve.engine.model.TooManyRequestsException;
import io.footnote.serve.engine.model.UnavailableException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

  private final SqliteJobStore store;
  private final JobWork work;
  private final Uploads uploads;
  private final Clock clock;
  private final Supplier<String> ids;
  private final int queueLimit;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<String> queue = new ArrayDeque<>();
  private final Map<String, Active> active = new HashMap<>(); // waiting or running, by id
  private final Set<String> busyCollections = new HashSet<>();
  private final List<Thread> workers = new ArrayList<>();
  private final List<Job> resumed;
  private boolean closed;

  /**
   * @param uploadFolder where uploads are kept; what no job can need any more is deleted
   */
  public JobRunner(
      SqliteJobStore store,
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
    for (int i = 0; i < workerCount; i++) {
      workers.add(Thread.ofPlatform().name("footnote-job-" + i).daemon(true).start(this::runJobs));
    }
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
      Job job =
          new Job(
              "job_" + ids.get(),
              request.collection(),
              owner,
              Job.State.QUEUED,
              IngestProgress.queued(),
              List.of(),
              null,
              Instant.ofEpochMilli(clock.millis()),
              null);
      store.save(job, request);
      return enqueue(job);
    } finally {
      lock.unlock();
    }
  }

  /** Jobs that were waiting or running when an earlier process ended, as it left them. */
  public List<Job> resumed() {
    return resumed;
  }

  /** Asks a job to stop; nothing happens if it has ended. */
  public Job cancel(String jobId) {
    lock.lock();
    try {
      Active found = active.get(jobId);
      if (found == null) {
        return stored(jobId);
      }
      found.cancelled = true;
      if (queue.remove(jobId)) {
        end(found, Job.State.CANCELLED, List.of(), List.of(), null);
      }
      return found.job;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Queues an ended job again, under its id.
   *
   * @throws ConflictException if it has not ended, or a file uploaded for it is no longer kept
   */
  public Job retry(String jobId) {
    lock.lock();
    try {
      Job job = stored(jobId);
      if (active.containsKey(jobId)) {
        throw new ConflictException(
            "job_not_ended",
            "job_id",
            "job '" + jobId + "' has not ended; cancel it first, or wait");
      }
      checkRoom();
      if (store.request(jobId).filter(Uploads::anyGone).isPresent()) {
        throw new ConflictException(
            "upload_gone",
            "job_id",
            "the files uploaded for job '" + jobId + "' are no longer kept; upload them again");
      }
      Job again = restarted(job);
      store.save(again);
      return enqueue(again);
    } finally {
      lock.unlock();
    }
  }

  /** The job as it is now, if it waits or runs here. */
  public @Nullable Job live(String jobId) {
    lock.lock();
    try {
      Active found = active.get(jobId);
      return found == null ? null : found.job;
    } finally {
      lock.unlock();
    }
  }

  /** Whether a job of this collection waits or runs. */
  public boolean busy(String collection) {
    lock.lock();
    try {
      return active.values().stream().anyMatch(a -> a.job.collection().equals(collection));
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
              .map(active -> active.job)
              .filter(job -> job.collection().equals(collection))
              .map(Job::jobId)
              .toList();
    } finally {
      lock.unlock();
    }
    return candidates.stream()
        .filter(id -> store.request(id).filter(request -> brings(request, sources)).isPresent())
        .findFirst();
  }

  private static boolean brings(JobInput request, Set<String> sources) {
    return switch (request) {
      case IngestRequest ingest ->
          ingest.inputs().stream()
              .anyMatch(input -> sources.stream().anyMatch(source -> brings(input, source)));
      case ReembedRequest _ -> true; // it reads all documents, and has read some
    };
  }

  private static boolean brings(IngestInput input, String source) {
    return switch (input) {
      case IngestInput.Text text -> source.equals(text.source());
      case IngestInput.Upload upload -> source.equals(upload.source());
      case IngestInput.PathInput(Path path) -> source.startsWith(path.toString());
    };
  }

  /** Waits until the job has ended or the time has passed. */
  public Job await(String jobId, Duration atMost) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = atMost.toNanos();
      Active found = active.get(jobId);
      while (found != null && left > 0) {
        left = changed.awaitNanos(left);
        found = active.get(jobId);
      }
      return found == null ? stored(jobId) : found.job;
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
          "the job queue is full (" + queueLimit + " jobs are waiting); try again later");
    }
  }

  private Job enqueue(Job job) {
    lock.lock();
    try {
      active.put(job.jobId(), new Active(job));
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
    Active next;
    while ((next = take()) != null) {
      run(next);
    }
  }

  private @Nullable Active take() {
    lock.lock();
    try {
      while (!closed) {
        Iterator<String> waiting = queue.iterator();
        while (waiting.hasNext()) {
          Active candidate = active.get(waiting.next());
          if (candidate != null && busyCollections.add(candidate.job.collection())) {
            waiting.remove();
            update(candidate, Job.State.RUNNING, candidate.job.progress());
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

  private void run(Active running) {
    String jobId = running.job.jobId();
    Job.State state = Job.State.FAILED;
    List<FailedDocument> failures = List.of();
    List<TextlessDocument> withoutText = List.of();
    String error = null;
    try {
      store.save(running.job);
      JobInput request =
          store
              .request(jobId)
              .orElseThrow(
                  () -> new IllegalStateException("the input of job " + jobId + " is missing"));
      IngestReport report =
          work.run(request, progress -> progressed(running, progress), () -> running.cancelled);
      progressed(running, report.progress());
      failures = report.failures();
      withoutText = report.withoutText();
      state = report.cancelled() ? Job.State.CANCELLED : Job.State.DONE;
      if (state == Job.State.DONE && failures.isEmpty()) {
        Uploads.delete(request); // else a retry still needs them
      }
    } catch (JobFailedException e) {
      error = e.getMessage();
      failures = e.failures();
    } catch (FootnoteException
        | IndexException
        | EmbeddingException
        | VectorCacheException
        | MissingPathException e) {
      error = e.getMessage();
    } catch (RuntimeException | Error e) { // whatever it was, the collection must not stay busy
      LOG.error("job {} failed", jobId, e);
      error = "an internal error (" + e.getClass().getSimpleName() + "); the log has details";
    }
    lock.lock();
    try {
      busyCollections.remove(running.job.collection());
      if (closed && state == Job.State.CANCELLED && !running.cancelledByUser()) {
        store.save(running.job);
        active.remove(jobId); // stays unfinished in the store, so that the next process resumes it
        changed.signalAll();
      } else {
        end(running, state, failures, withoutText, error);
      }
    } finally {
      lock.unlock();
    }
    uploads.sweepNowAndThen();
  }

  private void progressed(Active running, IngestProgress progress) {
    lock.lock();
    try {
      update(running, Job.State.RUNNING, progress);
      long now = clock.millis();
      if (now - running.persisted >= PERSIST_EVERY.toMillis()) {
        running.persisted = now;
        store.save(running.job);
      }
    } finally {
      lock.unlock();
    }
  }

  private static void update(Active active, Job.State state, IngestProgress progress) {
    Job job = active.job;
    active.job =
        new Job(
            job.jobId(),
            job.collection(),
            job.owner(),
            state,
            progress,
            List.of(),
            null,
            job.created(),
            null);
  }

  private void end(
      Active ended,
      Job.State state,
      List<FailedDocument> failures,
      List<TextlessDocument> withoutText,
      @Nullable String error) {
    Job job = ended.job;
    ended.job =
        new Job(
            job.jobId(),
            job.collection(),
            job.owner(),
            state,
            job.progress(),
            failures,
            withoutText,
            error,
            job.created(),
            Instant.ofEpochMilli(clock.millis()));
    store.save(ended.job);
    active.remove(job.jobId());
    changed.signalAll();
  }

  /** Stops what runs; what was not finished is resumed by the next process. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
      active.values().forEach(Active::stopForClose);
    } finally {
      lock.unlock();
    }
    for (Thread worker : workers) {
      boolean interrupted = false;
      while (worker.isAlive()) {
        try {
          worker.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static final class Active {
    private volatile Job job;
    private volatile boolean cancelled;
    private volatile boolean closing;
    private long persisted;

    Active(Job job) {
      this.job = job;
    }

    void stopForClose() {
      closing = !cancelled;
      cancelled = true;
    }

    boolean cancelledByUser() {
      return !closing;
    }
  }
}
