package io.footnote.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.embed.testing.HashingEmbedder;
import io.footnote.index.ChunkIndex;
import io.footnote.index.lucene.LuceneIndexes;
import io.footnote.index.model.PolicyIds;
import io.footnote.ingest.chunk.StructureChunker;
import io.footnote.ingest.parse.DocumentParser;
import io.footnote.ingest.parse.FileParsedStore;
import io.footnote.ingest.parse.OriginalKeeper;
import io.footnote.ingest.source.WebAccess;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One document of very many chunks, in a process with little memory. The full 200,000 are for
 * {@code -Dfootnote.giantChunks=200000}.
 */
class GiantDocumentTest {
  private static final int CHUNKS = Integer.getInteger("footnote.giantChunks", 50_000);
  private static final int DIMENSION = 16;
  private static final String HEAP = "-Xmx256m";

  @TempDir Path folder;

  /** Ingests the file it is given and prints how many chunks were committed. */
  static final class Ingest {
    private Ingest() {}

    @SuppressWarnings("SystemOut") // read by the test
    public static void main(String[] args) {
      Path folder = Path.of(args[0]);
      HashingEmbedder embedder = new HashingEmbedder(DIMENSION);
      // The smallest window there is, so that the text is not hundreds of megabytes.
      StructureChunker chunker = new StructureChunker(embedder.tokenCounter(), 32);
      try (LuceneIndexes indexes = new LuceneIndexes();
          ChunkIndex index =
              indexes.open(
                  folder.resolve("index"),
                  LuceneIndexes.manifest("hashing", "0", DIMENSION, chunker.chunkerId()),
                  principal -> PolicyIds.everything());
          Ingestion ingestion =
              new IngestPipeline(
                  new FileParsedStore(folder.resolve("parsed")),
                  OriginalKeeper.NONE,
                  new DocumentParser(),
                  (text, declared) -> "en",
                  _ -> new ChunkMaking.Embedded(chunker, embedder),
                  WebAccess.NONE,
                  folder.resolve("scratch"),
                  Clock.systemUTC())) {
        IngestReport report =
            ingestion.run(
                new IngestRequest(
                    "default",
                    List.of(new IngestInput.PathInput(folder.resolve("giant.txt"))),
                    0L,
                    Map.of()),
                index,
                _ -> {},
                now -> {},
                () -> false);
        System.out.println(report.failures());
        System.out.println(
            report.progress().chunks() + " chunks of " + index.stats().documents() + " document");
      }
    }
  }

  @Test
  @Timeout(300)
  void isIngestedWithLittleMemory() throws IOException, InterruptedException {
    Random random = new Random(7); // alike chunks would be the worst case of a vector graph
    try (BufferedWriter text = Files.newBufferedWriter(folder.resolve("giant.txt"))) {
      for (int i = 0; i < CHUNKS; i++) {
        for (int word = 0; word < 11; word++) {
          text.write("w%d ".formatted(random.nextInt(10_000)));
        }
        text.write("\n\n");
      }
    }
    Path said = folder.resolve("said.txt");
    ProcessBuilder ingest =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                HEAP,
                Ingest.class.getName(),
                folder.toString())
            .redirectOutput(said.toFile())
            .redirectErrorStream(true);
    ingest.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process process = ingest.start();
    try {
      assertThat(process.waitFor(240, TimeUnit.SECONDS)).as("ended in time").isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(Files.readString(said))
        .contains("[]")
        .containsPattern("(?m)^" + CHUNKS + " chunks of 1 document$");
  }
}
