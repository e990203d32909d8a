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

  @Test
  @EnabledOnOs(OS.LINUX)
  void aWatchedFolderIsFollowedUntilCtrlC() throws Exception {
    Path docs = Files.createDirectory(folder.resolve("docs"));
    Path log = folder.resolve("out.txt");
    try (FootnoteProcess watch =
        FootnoteProcess.start(folder, "ingest", "--sync", "--watch", "docs")) {
      watch.awaitLine("watching 1 folder; stop with Ctrl-C"::equals);
      Files.writeString(docs.resolve("mast.txt"), "The mast is varnished every spring.\n");
      awaitText(log, "1 document in collection 'default': 1 new or changed, 0 unchanged");
      watch.signal("INT");
      assertThat(watch.awaitExit()).as(watch.toString()).isEqualTo(130);
      assertThat(watch.toString()).contains("stopped watching; what was committed stays");
      assertThat(folder.resolve("crash.log")).doesNotExist();
    }
    assertThat(OpenFolder.chunks(folder.resolve("data")).values())
        .containsExactly("The mast is varnished every spring.");
  }

  /** What failed is tried again when its file is another, though the plan names the same file. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aFileThatFailedIsTriedAgainOnceItIsMended() throws Exception {
    Path docs = Files.createDirectory(folder.resolve("docs"));
    Path letter = Files.writeString(docs.resolve("letter.docx"), "PK\3\4 torn\n");
    Path log = folder.resolve("out.txt");
    try (FootnoteProcess watch =
        FootnoteProcess.start(folder, "ingest", "--sync", "--watch", "docs")) {
      awaitText(log, "1 document in collection 'default': 0 new or changed, 0 unchanged, 1 failed");
      Files.writeString(letter, "The mast is varnished every spring.\n");
      awaitText(log, "1 document in collection 'default': 1 new or changed, 0 unchanged, 0 failed");
      watch.signal("TERM");
      assertThat(watch.awaitExit()).as(watch.toString()).isEqualTo(143);
    }
  }

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
