package io.footnote.eval.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * What a piece of work took of this process.
 *
 * @param wallNanos by the clock
 * @param cpuNanos processor time of all threads, which other processes' work does not change much
 */
public record ProcessCost(long wallNanos, long cpuNanos) {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  public static <X extends Exception> ProcessCost of(Work<X> work) throws X {
    long wall = System.nanoTime();
    long cpu = SYSTEM.getProcessCpuTime();
    work.run();
    return new ProcessCost(System.nanoTime() - wall, SYSTEM.getProcessCpuTime() - cpu);
  }

  /** Live bytes of the heap, in MiB. */
  public static long liveHeapMegabytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%.1f s of processor time, %.1f s by the clock", cpuNanos / 1e9, wallNanos / 1e9);
  }

  public interface Work<X extends Exception> {
    void run() throws X;
  }
}
