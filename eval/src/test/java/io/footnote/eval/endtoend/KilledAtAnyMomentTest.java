package io.footnote.eval.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.eval.testing.EndState;
import io.footnote.ingest.testing.Attackers;
import io.footnote.ingest.testing.PackedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A folder with attackers, ingested and synchronised by processes that are ended at random moments,
 * leaves what it leaves without that. {@code eval/bench/soak} does the same with more.
 */
@Timeout(300)
class KilledAtAnyMomentTest {
  private static final int FILES = 40;

  @TempDir Path folder;

  @Test
  void theEndIsThatOfAnUninterruptedRun() throws Exception {
    long seed = Long.getLong("footnote.seed", System.nanoTime());
    System.out.println("footnote.seed " + seed);
    Random random = new Random(seed);
    Path whole = folder.resolve("whole");
    Path killed = folder.resolve("killed");
    fill(Files.createDirectory(folder.resolve("docs")));

    long millis = run("ingest", whole).toMillis();
    for (int i = 0; i < 2; i++) {
      try (FootnoteProcess ingest = start("ingest", killed)) {
        ingest.killAfter(Duration.ofMillis(random.nextLong(millis)));
      }
    }
    run("ingest", killed);
    assertThat(EndState.of(whole).differences(EndState.of(killed))).as("seed %d", seed).isEmpty();

    change(folder.resolve("docs"));
    run("ingest", whole, "--sync");
    killWithFirstCommit(killed);
    run("ingest", killed, "--sync");
    assertThat(EndState.of(whole).differences(EndState.of(killed))).as("seed %d", seed).isEmpty();
  }

  private static void fill(Path documents) throws IOException {
    for (int i = 0; i < FILES; i++) {
      Files.writeString(
          documents.resolve("locker-%02d.md".formatted(i)),
          "# Locker %d%n%nLocker %1$d holds the flares of boat %d.%n".formatted(i, 7 * i + 3));
    }
    Attackers.nestedJson(documents.resolve("locker-10-deep.json"), 10_000);
    Attackers.quine(documents.resolve("locker-20-quine.zip"));
    Attackers.cyclicPdf(documents.resolve("locker-30-cyclic.pdf"));
    Map<String, byte[]> members = new LinkedHashMap<>();
    for (int i = 0; i < 10; i++) {
      members.put("part-" + i + ".txt", PackedFiles.bytes("This is part " + i + ".\n"));
    }
    PackedFiles.zip(documents.resolve("parts.zip"), members);
  }

  /** Removes, renames and changes, and leaves an archive one part less. */
  private static void change(Path documents) throws IOException {
    for (int i = 0; i < 5; i++) {
      Files.delete(documents.resolve("locker-0" + i + ".md"));
      Files.move(
          documents.resolve("locker-1" + i + ".md"),
          documents.resolve("renamed-1" + i + ".md"),
          StandardCopyOption.ATOMIC_MOVE);
      Files.writeString(
          documents.resolve("locker-2" + i + ".md"), "It is empty.\n", StandardOpenOption.APPEND);
    }
    PackedFiles.zip(
        documents.resolve("parts.zip"), Map.of("part-3.txt", PackedFiles.bytes("Part 3 alone.\n")));
  }

  private FootnoteProcess start(String command, Path data, String... more) throws IOException {
    String[] arguments = new String[4 + more.length];
    System.arraycopy(new String[] {command, "docs", "--data", data.toString()}, 0, arguments, 0, 4);
    System.arraycopy(more, 0, arguments, 4, more.length);
    return FootnoteProcess.start(folder, arguments);
  }

  /** Tells how long it took. */
  private Duration run(String command, Path data, String... more) throws Exception {
    long start = System.nanoTime();
    try (FootnoteProcess process = start(command, data, more)) {
      assertThat(process.awaitExit()).as("some files fail: %s", process).isEqualTo(1);
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** The first commit of a synchronisation is the one that removes. */
  private void killWithFirstCommit(Path data) throws Exception {
    Path index = EndState.index(data);
    try (WatchService changes = index.getFileSystem().newWatchService();
        FootnoteProcess sync = start("ingest", data, "--sync")) {
      WatchKey _ = index.register(changes, StandardWatchEventKinds.ENTRY_CREATE);
      WatchKey key = changes.poll(60, TimeUnit.SECONDS);
      while (key != null && !committed(key)) {
        assertThat(key.reset()).isTrue();
        key = changes.poll(60, TimeUnit.SECONDS);
      }
      assertThat(key).as("a commit: %s", sync).isNotNull();
      sync.kill();
    }
  }

  private static boolean committed(WatchKey key) {
    return key.pollEvents().stream()
        .anyMatch(event -> String.valueOf(event.context()).startsWith("segments_"));
  }
}
