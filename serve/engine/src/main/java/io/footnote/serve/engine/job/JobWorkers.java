package io.footnote.serve.engine.job;

import java.util.ArrayList;
import java.util.List;

/** The threads of a runner. */
final class JobWorkers implements AutoCloseable {
  private final List<Thread> threads = new ArrayList<>();

  /**
   * @param work of each thread, until it returns
   */
  JobWorkers(int count, Runnable work) {
    for (int i = 0; i < count; i++) {
      threads.add(Thread.ofPlatform().name("footnote-job-" + i).daemon(true).start(work));
    }
  }

  /** Waits for the threads, which must have been told to end. */
  @Override
  public void close() {
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
