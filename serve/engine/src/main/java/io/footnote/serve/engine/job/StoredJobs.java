package io.footnote.serve.engine.job;

import io.footnote.ingest.Job;
import io.footnote.ingest.JobInput;
import io.footnote.ingest.JobStore;
import io.footnote.serve.engine.state.StateDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Jobs in the state database. What stands in a job's JSON is asked of the job, not of the database:
 * databases differ in that.
 */
public final class StoredJobs implements JobStore {
  private final StateDatabase database;

  public StoredJobs(StateDatabase database) {
    this.database = database;
  }

  @Override
  public void save(Job job) {
    database.transact(handle ->
        handle.execute(
            "INSERT INTO job (job_id, state, job_json) VALUES (?, ?, ?) ON CONFLICT (job_id)"
                + " DO UPDATE SET state = excluded.state, job_json = excluded.job_json",
            job.jobId(),
            job.state().name(),
            JobJson.write(job)));
  }

  /** Adds a job with what it is to do, in one transaction. */
  public void save(Job job, JobInput request) {
    database.transact(handle -> insert(handle, job, request));
  }

  /** As {@link #save(Job, JobInput)}, for a request that may be repeated. */
  void save(Job job, JobInput request, IdempotencyKey key) {
    database.transact(handle -> {
      handle.execute(
          "INSERT INTO idempotency_key (owner, name, fingerprint, job_id, created) VALUES (?, ?, ?,"
              + " ?, ?)",
          job.owner(),
          key.name(),
          key.fingerprint(),
          job.jobId(),
          job.created().toEpochMilli());
      return insert(handle, job, request);
    });
  }

  private static int insert(Handle handle, Job job, JobInput request) {
    handle.execute(
        "INSERT INTO job (job_id, state, job_json) VALUES (?, ?, ?)",
        job.jobId(),
        job.state().name(),
        JobJson.write(job));
    return handle.execute(
        "INSERT INTO job_input (job_id, input_json) VALUES (?, ?)",
        job.jobId(),
        JobJson.write(request));
  }

  /** Starts a job anew with what is left of it to do. */
  void restart(Job job, JobInput request) {
    database.transact(handle -> {
      handle.execute(
          "UPDATE job_input SET input_json = ? WHERE job_id = ?",
          JobJson.write(request),
          job.jobId());
      return handle.execute(
          "UPDATE job SET state = ?, job_json = ? WHERE job_id = ?",
          job.state().name(),
          JobJson.write(job),
          job.jobId());
    });
  }

  /**
   * The job of an earlier request with this key.
   *
   * @param since older ones are forgotten
   */
  Optional<KeyedJob> keyed(String owner, String name, Instant since) {
    return database.transact(handle -> {
      handle.execute("DELETE FROM idempotency_key WHERE created < ?", since.toEpochMilli());
      return handle
          .createQuery(
              "SELECT fingerprint, job_id FROM idempotency_key WHERE owner = :owner AND name ="
                  + " :name")
          .bind("owner", owner)
          .bind("name", name)
          .map((row, context) -> new KeyedJob(row.getString(1), row.getString(2)))
          .findOne();
    });
  }

  record KeyedJob(String fingerprint, String jobId) {}

  @Override
  public Optional<Job> find(String jobId) {
    if (!database.exists()) {
      return Optional.empty();
    }
    return database.transact(handle ->
        handle
            .createQuery("SELECT job_json FROM job WHERE job_id = :id")
            .bind("id", jobId)
            .mapTo(String.class)
            .findOne()
            .map(JobJson::job));
  }

  /** What a job was to do. */
  public Optional<JobInput> request(String jobId) {
    return database.transact(handle ->
        handle
            .createQuery("SELECT input_json FROM job_input WHERE job_id = :id")
            .bind("id", jobId)
            .mapTo(String.class)
            .findOne()
            .map(JobJson::request));
  }

  @Override
  public List<Job> list(int limit) {
    if (!database.exists()) {
      return List.of();
    }
    return database.transact(handle ->
        handle
            .createQuery("SELECT job_json FROM job ORDER BY sequence DESC LIMIT :limit")
            .bind("limit", limit)
            .mapTo(String.class)
            .map(JobJson::job)
            .list());
  }

  /** Newest first, at most {@code limit} jobs of one owner. */
  public List<Job> list(String owner, int limit) {
    if (!database.exists()) {
      return List.of();
    }
    return database.transact(handle ->
        handle
            .createQuery("SELECT job_json FROM job ORDER BY sequence DESC")
            .mapTo(String.class)
            .map(JobJson::job)
            .withStream(
                jobs -> jobs.filter(job -> job.owner().equals(owner)).limit(limit).toList()));
  }

  /** Jobs that were waiting or running when the process ended, oldest first. */
  public List<Job> unfinished() {
    return database.transact(handle ->
        handle
            .createQuery(
                "SELECT job_json FROM job WHERE state IN ('QUEUED', 'RUNNING') ORDER BY"
                    + " sequence")
            .mapTo(String.class)
            .map(JobJson::job)
            .list());
  }

  /** What was uploaded for jobs that are not done, or where a document failed. */
  List<UploadedInput> uploaded() {
    return database.transact(handle ->
        handle
            .createQuery(
                "SELECT job_json, input_json FROM job JOIN job_input USING (job_id) WHERE"
                    + " input_json LIKE '%\"type\":\"upload\"%'")
            .map((row, context) ->
                new UploadedInput(JobJson.job(row.getString(1)), JobJson.request(row.getString(2))))
            .withStream(uploads ->
                uploads
                    .filter(upload ->
                        upload.job().state() != Job.State.DONE
                            || !upload.job().failures().isEmpty())
                    .toList()));
  }

  /** What ended jobs of a collection were to do. */
  List<StoredInput> endedInputs(String collection) {
    if (!database.exists()) {
      return List.of();
    }
    return database.transact(handle ->
        handle
            .createQuery(
                "SELECT job_json, input_json FROM job JOIN job_input USING (job_id) WHERE state NOT"
                    + " IN ('QUEUED', 'RUNNING')")
            .map((row, context) ->
                new UploadedInput(JobJson.job(row.getString(1)), JobJson.request(row.getString(2))))
            .withStream(ended ->
                ended
                    .filter(one -> one.job().collection().equals(collection))
                    .map(one -> new StoredInput(one.job().jobId(), one.request()))
                    .toList()));
  }

  /** Changes what a job was to do. */
  void replaceInput(String jobId, JobInput request) {
    String json = JobJson.write(request);
    database.transact(handle ->
        handle.execute("UPDATE job_input SET input_json = ? WHERE job_id = ?", json, jobId));
  }

  record UploadedInput(Job job, JobInput request) {}

  record StoredInput(String jobId, JobInput request) {}
}
