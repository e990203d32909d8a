package io.footnote.eval.bench.ingest;

import io.footnote.index.model.IndexKind;
import io.footnote.ingest.Job;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * How much heap an ingest into a collection without vectors needs: of a collection of many times
 * the heap, in files of 50 kB, and of one document of many chunks. The ingest runs in a process of
 * its own with the heap given, and tells after each tenth of the documents what is live on the
 * heap, that is what a full collection leaves, so that growth would show.
 *
 * <p>To repeat it, from the root of the repository:
 *
 * <pre>{@code
 * mvn -q -pl eval/bench -am package dependency:build-classpath -DskipTests -Dmdep.outputFile=target/classpath
 * java -cp eval/bench/target/classes:$(cat eval/bench/target/classpath) \
 *     io.footnote.eval.bench.ingest.IngestMemoryBench collection HEAP_MEGABYTES [TIMES]
 * java -cp eval/bench/target/classes:$(cat eval/bench/target/classpath) \
 *     io.footnote.eval.bench.ingest.IngestMemoryBench document HEAP_MEGABYTES CHUNKS
 * }</pre>
 *
 * <p>It ends with exit code 1 if the ingest does not come to its end.
 */
public final class IngestMemoryBench {
  private static final int TIMES_THE_HEAP = 20;
  private static final int FILE_CHARACTERS = 50_000;

  /** About as long as chunks get: a little under 320 tokens. */
  private static final int CHUNK_CHARACTERS = 1600;

  private static final int FILES_OF_A_FOLDER = 500;
  private static final int VOCABULARY = 20_000;

  /** Every third word, as in a text that people wrote. */
  private static final List<String> ENGLISH =
      List.of("the", "of", "and", "to", "in", "a", "that", "with", "from", "by");

  private IngestMemoryBench() {}

  /**
   * @param args {@code collection}, megabytes of heap, how many times as large (20); or {@code
   *     document}, megabytes and chunks
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("footnote-bench");
    Path documents = Files.createDirectory(work.resolve("documents"));
    switch (args.length == 0 ? "" : args[0]) {
      case "collection" -> {
        int times = args.length > 2 ? Integer.parseInt(args[2]) : TIMES_THE_HEAP;
        long characters = times * (Long.parseLong(args[1]) << 20);
        files(documents, characters / FILE_CHARACTERS);
      }
      case "document" -> document(documents.resolve("giant.txt"), Integer.parseInt(args[2]));
      case "ingest" -> {
        ingest(Path.of(args[1]), Path.of(args[2]));
        return;
      }
      default -> {
        System.err.println(
            "usage: IngestMemoryBench collection HEAP_MEGABYTES [TIMES] | document HEAP_MEGABYTES CHUNKS");
        System.exit(2);
      }
    }
    System.exit(child(args[1], documents, work.resolve("data")));
  }

  private static int child(String megabytes, Path documents, Path data)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-modules",
            "jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx" + megabytes + "m",
            "-XX:+ExitOnOutOfMemoryError",
            IngestMemoryBench.class.getName(),
            "ingest",
            documents.toString(),
            data.toString());
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return builder.start().waitFor() == 0 ? 0 : 1;
  }

  private static void ingest(Path documents, Path data) throws InterruptedException {
    try (BenchLibrary library = new BenchLibrary(data)) {
      int[] tenths = {0};
      Job job =
          library.ingest(
              "bench",
              documents,
              IndexKind.LEXICAL_ONLY,
              now -> {
                int tenth = (int) (10 * now.progress().share());
                if (tenth > tenths[0]) {
                  tenths[0] = tenth;
                  System.out.printf(
                      Locale.ROOT, "%3d %%: %d MiB live%n", 10 * tenth, liveBytes() >> 20);
                }
              });
      System.out.printf(
          Locale.ROOT,
          "%d documents, %d chunks in %.0f s; heap of %d MiB%n",
          job.progress().documentsDone(),
          job.progress().chunks(),
          job.progress().elapsedMillis() / 1000.0,
          Runtime.getRuntime().maxMemory() >> 20);
    }
  }

  /** What is reachable while the ingest goes on: what a full collection leaves. */
  private static long liveBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static void files(Path folder, long count) throws IOException {
    Random random = new Random(7);
    List<String> words = vocabulary(random);
    for (long i = 0; i < count; i++) {
      Path below = folder.resolve(Long.toString(i / FILES_OF_A_FOLDER));
      Files.createDirectories(below);
      try (BufferedWriter text = Files.newBufferedWriter(below.resolve(i + ".txt"))) {
        paragraphs(text, words, random, FILE_CHARACTERS / CHUNK_CHARACTERS);
      }
    }
  }

  private static void document(Path file, int chunks) throws IOException {
    Random random = new Random(7);
    try (BufferedWriter text = Files.newBufferedWriter(file)) {
      paragraphs(text, vocabulary(random), random, chunks);
    }
  }

  private static void paragraphs(
      BufferedWriter text, List<String> words, Random random, int paragraphs) throws IOException {
    for (int i = 0; i < paragraphs; i++) {
      int length = 0;
      while (length < CHUNK_CHARACTERS) {
        // Squared, so that some words are frequent.
        double place = random.nextDouble() * random.nextDouble();
        String word =
            random.nextInt(3) == 0
                ? ENGLISH.get(random.nextInt(ENGLISH.size()))
                : words.get((int) (place * words.size()));
        text.append(word).append(random.nextInt(15) == 0 ? ". " : " ");
        length += word.length() + 1;
      }
      text.append("\n\n");
    }
  }

  private static List<String> vocabulary(Random random) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < VOCABULARY; i++) {
      StringBuilder word = new StringBuilder();
      for (int letter = 3 + random.nextInt(6); letter > 0; letter--) {
        word.append((char) ('a' + random.nextInt(26)));
      }
      words.add(word.toString());
    }
    return words;
  }
}
