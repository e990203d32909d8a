package io.footnote.eval.bench.ingest;

import io.footnote.eval.bench.ProcessCost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a piece of work took of this process and of the parser processes it started. Of Linux, which
 * adds the time of a process that has ended to that of its parent ({@code proc_pid_stat(5)}).
 */
final class FamilyCost {
  private static final Path STAT = Path.of("/proc/self/stat");

  /** Of the values after the name: user and system time of the children, in clock ticks. */
  private static final int CHILDREN_USER = 13;

  private static final int CHILDREN_SYSTEM = 14;
  private static final long NANOS_OF_A_TICK = 10_000_000;

  private FamilyCost() {}

  static <X extends Exception> ProcessCost of(ProcessCost.Work<X> work) throws X {
    long before = childrenNanos();
    ProcessCost own = ProcessCost.of(work);
    return new ProcessCost(own.wallNanos(), own.cpuNanos() + childrenNanos() - before);
  }

  private static long childrenNanos() {
    long living =
        ProcessHandle.current()
            .descendants()
            .mapToLong(child -> child.info().totalCpuDuration().orElse(Duration.ZERO).toNanos())
            .sum();
    try {
      String stat = Files.readString(STAT);
      String[] values = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = Long.parseLong(values[CHILDREN_USER]) + Long.parseLong(values[CHILDREN_SYSTEM]);
      return living + ticks * NANOS_OF_A_TICK;
    } catch (IOException e) {
      throw new UncheckedIOException("this needs Linux", e);
    }
  }
}
