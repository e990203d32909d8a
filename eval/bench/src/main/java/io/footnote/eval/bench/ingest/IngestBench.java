package io.footnote.eval.bench.ingest;

import io.footnote.embed.Embedder;
import io.footnote.eval.bench.ProcessCost;
import io.footnote.index.model.ChunkRecord;
import io.footnote.index.model.IndexKind;
import io.footnote.ingest.Job;
import io.footnote.ingest.parse.DocumentParser;
import io.footnote.ingest.parse.UnreadableDocumentException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Compares a whole ingest (listing, parsing, chunking, embedding, indexing, committing) with
 * embedding the same chunks alone, by the same model in the same process, and with parsing the same
 * files alone plus that. The model is loaded and the parser processes have started before; vectors
 * come from no cache.
 *
 * <p>Times are of the clock and of the processor, with the parser processes; on a machine that does
 * other work as well, the latter says more.
 *
 * <p>To repeat it, from the root of the repository, with a BEIR {@code corpus.jsonl} and with a
 * folder of documents:
 *
 * <pre>{@code
 * mvn -q -pl eval/bench -am package dependency:build-classpath -DskipTests -Dmdep.outputFile=target/classpath
 * java --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED \
 *     -cp eval/bench/target/classes:$(cat eval/bench/target/classpath) \
 *     io.footnote.eval.bench.ingest.IngestBench FILE_OR_FOLDER [RECORDS]
 * }</pre>
 *
 * <p>Records are to be ingested at 92 % of the speed of embedding their chunks, documents no slower
 * than parsing and embedding one after the other; less, in processor time, ends the program with
 * exit code 1.
 */
public final class IngestBench {
  private static final double RECORDS_REACH = 0.92;
  private static final int PARSING_THREADS = 2;

  private IngestBench() {}

  /**
   * @param args a JSONL file or a folder; how many records of the file (all)
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length < 1 || args.length > 2) {
      System.err.println("usage: IngestBench FILE_OR_FOLDER [RECORDS]");
      System.exit(2);
    }
    Path work = Files.createTempDirectory("footnote-bench");
    Path documents = Path.of(args[0]).toAbsolutePath();
    boolean records = Files.isRegularFile(documents);
    if (records && args.length > 1) {
      documents = first(documents, Integer.parseInt(args[1]), work.resolve("records.jsonl"));
    }
    boolean reached;
    try (BenchLibrary library = new BenchLibrary(work.resolve("data"))) {
      Path warm = warmUp(documents, work);
      Job _ = library.ingest("warm-up", warm, IndexKind.HYBRID);
      Path ingested = documents;
      Job[] job = new Job[1];
      ProcessCost whole =
          FamilyCost.of(() -> job[0] = library.ingest("bench", ingested, IndexKind.HYBRID));
      System.out.println("whole      " + whole + ": " + job[0].progress().chunks() + " chunks");
      ProcessCost embedding = embedding(library);
      System.out.println("embedding  " + embedding);
      ProcessCost parsing =
          records ? new ProcessCost(0, 0) : parsing(files(documents), files(warm).getFirst());
      System.out.println("parsing    " + parsing);
      double cpu = (double) (embedding.cpuNanos() + parsing.cpuNanos()) / whole.cpuNanos();
      double wall = (double) (embedding.wallNanos() + parsing.wallNanos()) / whole.wallNanos();
      double reach = records ? RECORDS_REACH : 1;
      System.out.printf(
          Locale.ROOT,
          "%s / whole: %.3f in processor time, %.3f by the clock (reach %.2f)%n",
          records ? "embedding" : "parsing + embedding",
          cpu,
          wall,
          reach);
      reached = cpu >= reach;
    }
    if (!reached) {
      System.exit(1);
    }
  }

  private static ProcessCost embedding(BenchLibrary library) {
    List<String> inputs =
        library.documents("bench").stream()
            .flatMap(document -> document.chunks().stream())
            .map(ChunkRecord::embeddingInput)
            .toList();
    Embedder model = library.footnote().embedder();
    return FamilyCost.of(() -> {
      var _ = model.embedPassages(inputs);
    });
  }

  private static ProcessCost parsing(List<Path> files, Path warmUp) throws InterruptedException {
    try (DocumentParser parser = new DocumentParser();
        ExecutorService pool = Executors.newFixedThreadPool(PARSING_THREADS)) {
      parse(parser, pool, Collections.nCopies(PARSING_THREADS, warmUp));
      return FamilyCost.of(() -> parse(parser, pool, files));
    }
  }

  private static void parse(DocumentParser parser, ExecutorService pool, List<Path> files)
      throws InterruptedException {
    List<Future<?>> parsed = new ArrayList<>();
    for (Path file : files) {
      parsed.add(pool.submit(() -> parse(parser, file)));
    }
    for (Future<?> one : parsed) {
      try {
        var _ = one.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("a document cannot be parsed", e.getCause());
      }
    }
  }

  private static int parse(DocumentParser parser, Path file)
      throws IOException, UnreadableDocumentException {
    String name = file.getFileName().toString();
    return parser.parse(file, name, parser.mime(file, name)).text().length();
  }

  /** A few records, or the smallest document twice: as many as there are parser processes. */
  private static Path warmUp(Path documents, Path work) throws IOException {
    if (Files.isRegularFile(documents)) {
      return first(documents, 50, work.resolve("warm-up.jsonl"));
    }
    Path folder = Files.createDirectory(work.resolve("warm-up"));
    Path smallest = documents;
    for (Path file : files(documents)) {
      if (smallest.equals(documents) || Files.size(file) < Files.size(smallest)) {
        smallest = file;
      }
    }
    for (int i = 0; i < PARSING_THREADS; i++) {
      Files.copy(smallest, folder.resolve(i + "-" + smallest.getFileName()));
    }
    return folder;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static Path first(Path file, int records, Path to) throws IOException {
    try (Stream<String> lines = Files.lines(file);
        BufferedWriter out = Files.newBufferedWriter(to)) {
      for (String line : (Iterable<String>) lines.limit(records)::iterator) {
        out.append(line).append('\n');
      }
    }
    return to;
  }
}
