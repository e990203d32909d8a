package io.footnote.embed.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.embed.BackgroundThreads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class EmbeddingWorkersTest {

  @Test
  @EnabledOnOs(OS.LINUX)
  void theSystemRunsWhatSomebodyWaitsForBeforeBulk() {
    AtomicInteger awaited = new AtomicInteger();
    AtomicInteger bulk = new AtomicInteger();
    try (EmbeddingWorkers workers = new EmbeddingWorkers(1)) {
      workers.awaited(1, i -> awaited.set(niceness()));
      workers.bulk(1, i -> bulk.set(niceness()));
      int query = workers.interactive(EmbeddingWorkersTest::niceness);

      assertThat(query).isEqualTo(niceness());
      assertThat(awaited.get()).isEqualTo(niceness());
      assertThat(bulk.get()).isEqualTo(BackgroundThreads.NICENESS);
    }
  }

  @Test
  void whatSomebodyWaitsForDoesNotWaitForBulkNorKeepsQueriesWaiting() {
    AtomicInteger done = new AtomicInteger();
    try (EmbeddingWorkers workers = new EmbeddingWorkers(1)) {
      workers.bulk(
          1,
          i ->
              workers.awaited(
                  1, j -> assertThat(workers.<Integer>interactive(done::incrementAndGet)).isOne()));
    }
    assertThat(done.get()).isOne();
  }

  /** Of the calling thread: the seventeenth value after the thread's name, see proc(5). */
  private static int niceness() {
    try {
      String stat = Files.readString(Path.of("/proc/thread-self/stat"));
      return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
