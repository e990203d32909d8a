package io.footnote.eval.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that follow a folder, or write at the same time. */
@Timeout(300)
class SyncProcessTest {
  @TempDir Path folder;

  private void awaitText(Path log, String text) throws Exception {
    try (WatchService changes = folder.getFileSystem().newWatchService()) {
      WatchKey _ = folder.register(changes, StandardWatchEventKinds.ENTRY_MODIFY);
      while (!Files.readString(log).contains(text)) {
        WatchKey key = changes.poll(1, TimeUnit.SECONDS);
        if (key != null) {
          key.pollEvents();
          key.reset();
        }
      }
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void twoWritersOfOneCollectionDoNotHarmIt() throws Exception {
    Path docs = Files.createDirectory(folder.resolve("docs"));
    Files.writeString(docs.resolve("mast.txt"), "The mast is varnished every spring.\n");
    Path rope = Files.writeString(folder.resolve("rope.txt"), "The rope is hemp.\n");
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path data = folder.resolve("data");
    try (FootnoteProcess one =
        FootnoteProcess.start(folder, "ingest", "--sync", "--watch", "docs")) {
      awaitText(folder.resolve("out.txt"), "1 document in collection 'default': 1 new");
      try (FootnoteProcess two = ingest(elsewhere, rope, data)) {
        assertThat(two.awaitExit()).as(two.toString()).isEqualTo(1);
        assertThat(two.toString())
            .contains("footnote: the data folder " + data + " is in use by process ");
      }
      one.signal("TERM");
      assertThat(one.awaitExit()).as(one.toString()).isEqualTo(143);
    }
    try (FootnoteProcess two = ingest(elsewhere, rope, data)) {
      assertThat(two.awaitExit()).as(two.toString()).isZero();
    }
    assertThat(OpenFolder.chunks(data).values())
        .containsExactlyInAnyOrder("The mast is varnished every spring.", "The rope is hemp.");
  }

  private static FootnoteProcess ingest(Path where, Path file, Path data) throws Exception {
    return FootnoteProcess.start(where, "ingest", file.toString(), "--data", data.toString());
  }
}
