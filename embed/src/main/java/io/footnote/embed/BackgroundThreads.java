package io.footnote.embed;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes threads that the operating system runs after others, for work nobody waits for.
 *
 * <p>On Linux a thread's niceness is set with {@code setpriority(2)}, which there concerns the
 * calling thread alone; Java's own thread priorities do nothing unless the process belongs to root
 * and is started with a flag. When no other thread wants the processor, nice threads run at full
 * speed. Elsewhere threads keep their usual priority.
 */
public final class BackgroundThreads {
  /** A thread of usual priority gets about ten times the processor time of one this nice. */
  public static final int NICENESS = 10;

  private static final Logger LOG = LoggerFactory.getLogger(BackgroundThreads.class);
  private static final int PRIO_PROCESS = 0;
  private static final int CALLING_THREAD = 0;

  private BackgroundThreads() {}

  /** Daemon platform threads, named and numbered from 0. */
  public static ThreadFactory factory(String name) {
    ThreadFactory platform = Thread.ofPlatform().daemon().name(name, 0).factory();
    return task ->
        platform.newThread(() -> {
          beNice();
          task.run();
        });
  }

  @SuppressWarnings("restricted") // a plain C function of three integers
  private static void beNice() {
    if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
      return;
    }
    Linker linker = Linker.nativeLinker();
    Optional<MemorySegment> setpriority = linker.defaultLookup().find("setpriority");
    if (setpriority.isEmpty()) {
      LOG.debug("this C library has no setpriority; background work keeps its usual priority");
      return;
    }
    MethodHandle call =
        linker.downcallHandle(
            setpriority.get(),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT));
    int result;
    try {
      result = (int) call.invokeExact(PRIO_PROCESS, CALLING_THREAD, NICENESS);
    } catch (Throwable e) { // as declared by MethodHandle; the function itself throws nothing
      throw new IllegalStateException("setpriority could not be called", e);
    }
    if (result != 0) {
      LOG.debug("setpriority refused; background work keeps its usual priority");
    }
  }
}
