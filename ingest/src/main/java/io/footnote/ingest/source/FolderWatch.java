package io.footnote.ingest.source;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for changes in folders and all below them. Says when to look, not what changed: events get
 * lost (the system says so by {@code OVERFLOW}, or on network shares not at all), a comparison does
 * not. Where folders cannot be watched, and to be safe everywhere, one looks now and then. Used by
 * one thread.
 */
public final class FolderWatch implements AutoCloseable {
  /** One change seldom comes alone; silence for so long ends a burst. */
  private static final Duration QUIET = Duration.ofMillis(400);

  /** A burst that does not end is looked at all the same. */
  private static final Duration LONGEST_BURST = Duration.ofSeconds(5);

  /** Shares of other machines send no events. */
  private static final Duration LOOK_ANYWAY = Duration.ofMinutes(5);

  private static final Duration LOOK_WHERE_UNWATCHED = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);

  private final WatchService service;
  private final List<Path> roots;
  private final List<String> excludes;
  private boolean polling;
  private int folders;

  /**
   * @param roots files and folders
   * @param excludes patterns for what is not watched, see {@link FileTree}
   */
  public FolderWatch(List<Path> roots, List<String> excludes) throws IOException {
    this.service = FileSystems.getDefault().newWatchService();
    this.roots = List.copyOf(roots);
    this.excludes = List.copyOf(excludes);
    register();
  }

  /** Number of folders that are watched. */
  public int folders() {
    return folders;
  }

  /** Whether some cannot be watched, and are looked through every half minute instead. */
  public boolean isPolling() {
    return polling;
  }

  /**
   * Waits until something has changed, or it is time to look anyway. Folders that are new by then
   * are watched too, so that whoever looks next misses nothing.
   */
  public void await() throws InterruptedException {
    Duration longest = polling ? LOOK_WHERE_UNWATCHED : LOOK_ANYWAY;
    long until = System.nanoTime() + longest.toNanos();
    WatchKey key = poll(until);
    while (key != null && !tells(key)) {
      key = poll(until);
    }
    if (key != null) {
      untilQuiet();
    }
    register();
  }

  private void untilQuiet() throws InterruptedException {
    long latest = System.nanoTime() + LONGEST_BURST.toNanos();
    WatchKey key;
    do {
      key = poll(Math.min(latest, System.nanoTime() + QUIET.toNanos()));
      if (key != null) {
        tells(key);
      }
    } while (key != null && System.nanoTime() < latest);
  }

  private @Nullable WatchKey poll(long until) throws InterruptedException {
    return service.poll(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
  }

  /** Whether what happened can concern documents; hidden files do not, but lists of patterns. */
  private static boolean tells(WatchKey key) {
    boolean tells = false;
    for (WatchEvent<?> event : key.pollEvents()) {
      String name = String.valueOf(event.context());
      tells |=
          event.kind().equals(StandardWatchEventKinds.OVERFLOW)
              || !name.startsWith(".")
              || name.equals(IgnoreRules.FILE);
    }
    return !key.reset() || tells; // a folder that is gone has changed, too
  }

  private void register() {
    polling = false;
    folders = 0;
    for (Path root : roots) {
      try {
        for (Path folder : FileTree.folders(root, excludes)) {
          WatchKey _ =
              folder.register(
                  service,
                  StandardWatchEventKinds.ENTRY_CREATE,
                  StandardWatchEventKinds.ENTRY_MODIFY,
                  StandardWatchEventKinds.ENTRY_DELETE);
          folders++;
        }
      } catch (IOException | MissingPathException e) {
        LOG.debug("{} cannot be watched", root, e);
        polling = true;
      }
    }
  }

  @Override
  public void close() {
    try {
      service.close();
    } catch (IOException e) {
      LOG.debug("the watch could not be closed", e);
    }
  }
}
