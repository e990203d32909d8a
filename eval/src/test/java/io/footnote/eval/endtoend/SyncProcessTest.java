package io.footnote.eval.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that follow a folder, write at the same time, or are killed while they do. */
@Timeout(300)
class SyncProcessTest {
  private static final int RECORDS = 3000;
  private static final Pattern COMMITTED = Pattern.compile("ingesting: [1-9]\\d* of .*");

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
      Files.createDirectory(docs.resolve("deck"));
      Files.move(docs.resolve("mast.txt"), docs.resolve("deck/mast.txt"));
      Files.writeString(docs.resolve("rope.txt"), "The rope is hemp.\n");
      awaitText(log, "2 documents in collection 'default'");
      Files.delete(docs.resolve("rope.txt"));
      awaitText(log, "0 new or changed, 1 unchanged, 0 failed, 1 removed");
      watch.signal("INT");
      assertThat(watch.awaitExit()).as(watch.toString()).isEqualTo(130);
      assertThat(watch.toString()).contains("stopped watching; what was committed stays");
      assertThat(folder.resolve("crash.log")).doesNotExist();
    }
    assertThat(OpenFolder.chunks(folder.resolve("data")).values())
        .containsExactly("The mast is varnished every spring.");
  }

  private static void awaitText(Path log, String text) throws Exception {
    while (!Files.readString(log).contains(text)) {
      Thread.onSpinWait();
    }
  }

  @Test
  void twoWritersOfOneCollectionDoNotHarmIt() throws Exception {
    Path first = records("first", "f");
    Path second = records("second", "s");
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path data = folder.resolve("data");
    try (FootnoteProcess one = ingest(folder, first, data)) {
      one.awaitLine(COMMITTED.asMatchPredicate());
      try (FootnoteProcess two = ingest(elsewhere, second, data)) {
        assertThat(two.awaitExit()).as(two.toString()).isEqualTo(1);
        assertThat(two.toString())
            .contains("footnote: the data folder " + data + " is in use by process ");
      }
      assertThat(one.awaitExit()).as(one.toString()).isZero();
    }
    try (FootnoteProcess two = ingest(elsewhere, second, data)) {
      assertThat(two.awaitExit()).as(two.toString()).isZero();
    }
    Map<String, String> expected = new TreeMap<>();
    OpenFolder.chunks(data).forEach((id, text) -> expected.put(text, id));
    assertThat(expected).hasSize(2 * RECORDS);
  }

  @Test
  void aSyncThatIsKilledGoesOnByItself() throws Exception {
    Path docs = records("docs", "d").getParent();
    Path data = folder.resolve("data");
    try (FootnoteProcess sync = sync(docs, data)) {
      sync.awaitLine(COMMITTED.asMatchPredicate());
      sync.kill();
    }
    // Whatever is done next on the folder takes the job up again.
    Path note = Files.writeString(folder.resolve("note.txt"), "The note is short.\n");
    try (FootnoteProcess other = ingest(folder, note, data)) {
      assertThat(other.awaitExit()).as(other.toString()).isZero();
      assertThat(other.toString()).contains("resuming job job_");
    }
    assertThat(OpenFolder.chunks(data)).hasSize(RECORDS + 1);
    try (FootnoteProcess plan =
        FootnoteProcess.start(
            folder, "ingest", "--sync", docs.toString(), "--dry-run", "--data", data.toString())) {
      assertThat(plan.awaitExit()).as(plan.toString()).isZero();
      assertThat(plan.output())
          .isEqualTo(
              "collection 'default': 0 added, 0 changed, 0 moved, 0 removed, %d unchanged\n"
                  .formatted(RECORDS));
    }
  }

  private static FootnoteProcess ingest(Path where, Path file, Path data) throws Exception {
    return FootnoteProcess.start(where, "ingest", file.toString(), "--data", data.toString());
  }

  private FootnoteProcess sync(Path docs, Path data) throws Exception {
    return FootnoteProcess.start(
        folder, "ingest", "--sync", docs.toString(), "--data", data.toString());
  }

  private Path records(String name, String prefix) throws Exception {
    StringBuilder records = new StringBuilder();
    for (int i = 0; i < RECORDS; i++) {
      records.append(
          "{\"_id\": \"%s%d\", \"text\": \"Berth %s%d is let to vessel %d.\"}%n"
              .formatted(prefix, i, prefix, i, 13 * i + 5));
    }
    return Files.writeString(
        Files.createDirectory(folder.resolve(name)).resolve("register.jsonl"), records);
  }
}
