package io.footnote.ingest;

import java.util.List;
import java.util.Optional;

/**
 * Keeps jobs so that they survive the process. Thread-safe; each call is durable when it returns.
 */
public interface JobStore {

  /** Adds a job or replaces the one of the same id. */
  void save(Job job);

  Optional<Job> find(String jobId);

  /** Newest first, at most {@code limit}. */
  List<Job> list(int limit);
}
