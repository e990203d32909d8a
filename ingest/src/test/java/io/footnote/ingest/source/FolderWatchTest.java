package io.footnote.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWatchTest {
  @TempDir Path folder;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  @AfterEach
  void stop() {
    thread.shutdownNow();
  }

  private void awaits(FolderWatch watch, Change change) throws Exception {
    Future<Boolean> noticed =
        thread.submit(() -> {
          watch.await();
          return true;
        });
    change.make();
    assertThat(noticed.get(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void noticesNewChangedAndDeletedFilesInOldAndNewFolders() throws Exception {
    Files.createDirectory(folder.resolve("sub"));
    Files.createDirectory(folder.resolve("tmp"));
    try (FolderWatch watch = new FolderWatch(List.of(folder), List.of("tmp/"))) {
      assertThat(watch.folders()).isEqualTo(2);
      assertThat(watch.isPolling()).isFalse();
      awaits(watch, () -> Files.writeString(folder.resolve("sub/a.txt"), "One."));
      awaits(watch, () -> Files.writeString(folder.resolve("sub/a.txt"), "Two."));
      awaits(watch, () -> Files.createDirectory(folder.resolve("new")));
      assertThat(watch.folders()).isEqualTo(3);
      awaits(watch, () -> Files.writeString(folder.resolve("new/b.txt"), "Three."));
      awaits(watch, () -> Files.delete(folder.resolve("new/b.txt")));
    }
  }

  @Test
  void hiddenFilesAloneTellNothing() throws Exception {
    try (FolderWatch watch = new FolderWatch(List.of(folder), List.of())) {
      Future<Boolean> noticed =
          thread.submit(() -> {
            watch.await();
            return Files.exists(folder.resolve("a.txt"));
          });
      Files.writeString(folder.resolve(".a.txt.swp"), "x");
      Files.writeString(folder.resolve("a.txt"), "One.");
      assertThat(noticed.get(30, TimeUnit.SECONDS)).as("awaited the visible file").isTrue();
    }
  }

  @Test
  void whatIsNotThereIsLookedForNowAndThen() throws IOException {
    try (FolderWatch watch = new FolderWatch(List.of(folder.resolve("away")), List.of())) {
      assertThat(watch.isPolling()).isTrue();
    }
  }

  private interface Change {
    void make() throws IOException;
  }
}
