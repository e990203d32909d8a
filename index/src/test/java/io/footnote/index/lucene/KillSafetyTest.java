package io.footnote.index.lucene;

import static io.footnote.index.SampleDocuments.document;
import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.index.ChunkIndex;
import io.footnote.index.ReadView;
import io.footnote.index.SampleDocuments;
import io.footnote.index.model.ChunkRecord;
import io.footnote.index.model.Counts;
import io.footnote.index.model.DocumentQuery;
import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.MetadataValue;
import io.footnote.index.model.PolicyIds;
import io.footnote.index.model.Principal;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process that writes, at random moments. */
class KillSafetyTest {
  private static final int ROUNDS = 3;
  private static final int DOCUMENTS = 6;

  @TempDir Path folder;

  /** Replaces documents for ever, each version with other chunks; says what is committed. */
  static final class Writer {
    private Writer() {}

    @SuppressWarnings("SystemOut") // read by the test
    public static void main(String[] args) {
      try (LuceneIndexes indexes = new LuceneIndexes();
          ChunkIndex index =
              indexes.open(
                  Path.of(args[0]), LuceneChunkIndexTest.MANIFEST, _ -> PolicyIds.everything())) {
        for (int version = Integer.parseInt(args[1]); ; version++) {
          String id = "d" + version % DOCUMENTS;
          version(id, version).putInto(index);
          index.commit();
          System.out.println(id + " " + version);
        }
      }
    }
  }

  private static SampleDocuments version(String id, int version) {
    String[] texts =
        IntStream.range(0, 50 + version % 37)
            .mapToObj(i -> "version%d chunk%d".formatted(version, i))
            .toArray(String[]::new);
    return document(id, texts).meta("version", new MetadataValue.Numeric(version));
  }

  @Test
  void aKilledWriterLeavesWholeDocumentsAndAllThatWasCommitted() throws Exception {
    long seed = System.nanoTime();
    System.err.println("KillSafetyTest seed " + seed);
    Random random = new Random(seed);
    Map<String, Integer> committed = new HashMap<>();
    int next = 0;
    for (int round = 0; round < ROUNDS; round++) {
      next = writeAndKill(next, random, committed) + 1;
      try (LuceneIndexes indexes = new LuceneIndexes();
          ChunkIndex index =
              indexes.open(folder, LuceneChunkIndexTest.MANIFEST, _ -> PolicyIds.everything());
          ReadView view = index.lease(Principal.operator("op"))) {
        check(view, committed, seed);
      }
    }
  }

  /** Returns the last version that may have been written. */
  private int writeAndKill(int first, Random random, Map<String, Integer> committed)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                folder.toString(),
                Integer.toString(first))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    int last = first;
    try (BufferedReader lines = process.inputReader()) {
      int wanted = 1 + random.nextInt(12);
      String line = null;
      while (wanted-- > 0 && (line = lines.readLine()) != null) {
        last = note(line, committed);
      }
      assertThat(line).as("the writer ended by itself").isNotNull();
      // Not straight after a commit, but anywhere in what follows.
      assertThat(process.waitFor(random.nextInt(40_000), TimeUnit.MICROSECONDS)).isFalse();
      process.toHandle().destroyForcibly(); // unlike the process's own, leaves its output open
      while ((line = lines.readLine()) != null) {
        last = note(line, committed);
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    return last + 1;
  }

  private static int note(String line, Map<String, Integer> committed) {
    String[] parts = line.split(" ", -1);
    if (parts.length == 2 && !parts[1].isEmpty()) {
      committed.put(parts[0], Integer.parseInt(parts[1]));
      return Integer.parseInt(parts[1]);
    }
    throw new AssertionError("unexpected output: " + line);
  }

  private static void check(ReadView view, Map<String, Integer> committed, long seed) {
    List<DocumentRecord> documents =
        view.documents(new DocumentQuery(null, null, 1000)).documents();
    assertThat(documents)
        .as("seed %d", seed)
        .extracting(DocumentRecord::documentId)
        .containsAll(committed.keySet());
    long chunks = 0;
    for (DocumentRecord record : documents) {
      int version = version(record);
      assertThat(version)
          .as("seed %d, %s", seed, record.documentId())
          .isGreaterThanOrEqualTo(committed.getOrDefault(record.documentId(), 0));
      List<ChunkRecord> expected =
          version(record.documentId(), version).chunks().stream().map(c -> c.chunk()).toList();
      assertThat(view.chunks(record.documentId(), 0, Integer.MAX_VALUE))
          .as("seed %d, %s", seed, record.documentId())
          .isEqualTo(expected);
      chunks += expected.size();
    }
    assertThat(view.counts()).isEqualTo(new Counts(documents.size(), chunks));
  }

  private static int version(DocumentRecord record) {
    return record.metadata().get("version").getFirst() instanceof MetadataValue.Numeric number
        ? (int) number.value()
        : -1;
  }
}
