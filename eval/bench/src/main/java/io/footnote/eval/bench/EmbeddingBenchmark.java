package io.footnote.eval.bench;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footnote.embed.Embedding;
import io.footnote.embed.onnx.EmbeddingModels;
import io.footnote.embed.onnx.ModelLocation;
import io.footnote.embed.onnx.OnnxEmbedder;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Compares {@link OnnxEmbedder#embedPassages}, which tokenizes, truncates, schedules, pools and
 * normalises, with a {@link BareModelLoop} that only runs the model over the same token sequences,
 * tokenized before. Rounds of the two alternate, each first in turn, so that what else the machine
 * does falls on both. Passages are the documents of a BEIR {@code corpus.jsonl}, title and text;
 * they are given to the embedder in batches, one after the other.
 *
 * <p>To repeat it, from the root of the repository:
 *
 * <pre>{@code
 * mvn -q -pl eval/bench -am package dependency:build-classpath -DskipTests -Dmdep.outputFile=target/classpath
 * java --enable-native-access=ALL-UNNAMED -cp eval/bench/target/classes:$(cat eval/bench/target/classpath) \
 *     io.footnote.eval.bench.EmbeddingBenchmark CORPUS_JSONL [DOCUMENTS [ROUNDS [BATCH]]]
 * }</pre>
 *
 * <p>Footnote is to reach 85 % of the bare loop; less ends the program with exit code 1.
 */
public final class EmbeddingBenchmark {
  private static final double REACH = 0.85;

  private EmbeddingBenchmark() {}

  /**
   * @param args corpus file; documents read of it (200); measured rounds of each (5); batch (64)
   */
  public static void main(String[] args) throws IOException, OrtException {
    if (args.length < 1 || args.length > 4) {
      System.err.println("usage: EmbeddingBenchmark CORPUS_JSONL [DOCUMENTS [ROUNDS [BATCH]]]");
      System.exit(2);
    }
    List<String> passages = passages(Path.of(args[0]), argument(args, 1, 200));
    int rounds = argument(args, 2, 5);
    int batch = argument(args, 3, 64);
    int threads = Runtime.getRuntime().availableProcessors();
    Path cache = Path.of(System.getProperty("java.io.tmpdir"), "footnote-bench-models");
    double ratio;
    try (OnnxEmbedder embedder = EmbeddingModels.open(ModelLocation.bundled(), cache, threads);
        BareModelLoop bare = new BareModelLoop(passages, embedder.model().maxTokens(), threads)) {
      long tokens = bare.tokens();
      System.out.printf(
          Locale.ROOT,
          "%d passages, %d tokens, %d threads, batches of %d%n",
          passages.size(),
          tokens,
          threads,
          batch);
      bare.run();
      checkTokens(embed(embedder, passages, batch), tokens);
      long bareNanos = 0;
      long footnoteNanos = 0;
      for (int round = 1; round <= rounds; round++) {
        boolean bareFirst = round % 2 == 1;
        long bareTime = bareFirst ? nanos(bare::run) : 0;
        long footnoteTime = nanos(() -> embed(embedder, passages, batch));
        bareTime = bareFirst ? bareTime : nanos(bare::run);
        bareNanos += bareTime;
        footnoteNanos += footnoteTime;
        print("round " + round, tokens, passages.size(), bareTime, footnoteTime);
      }
      print("all", tokens * rounds, passages.size() * rounds, bareNanos, footnoteNanos);
      ratio = (double) bareNanos / footnoteNanos;
    }
    if (ratio < REACH) {
      System.err.printf(Locale.ROOT, "Footnote is to reach %.2f of the bare loop%n", REACH);
      System.exit(1);
    }
  }

  private static long nanos(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return System.nanoTime() - start;
  }

  private static void print(
      String name, long tokens, int passages, long bareNanos, long footnoteNanos) {
    System.out.printf(
        Locale.ROOT,
        "%-8s bare %6.0f tokens/s   footnote %6.0f tokens/s, %5.1f passages/s   ratio %.3f%n",
        name,
        tokens * 1e9 / bareNanos,
        tokens * 1e9 / footnoteNanos,
        passages * 1e9 / footnoteNanos,
        (double) bareNanos / footnoteNanos);
  }

  private static long embed(OnnxEmbedder embedder, List<String> passages, int batch) {
    long tokens = 0;
    for (int from = 0; from < passages.size(); from += batch) {
      List<String> some = passages.subList(from, Math.min(from + batch, passages.size()));
      for (Embedding embedding : embedder.embedPassages(some)) {
        tokens += embedding.tokens();
      }
    }
    return tokens;
  }

  private static void checkTokens(long embedded, long expected) {
    if (embedded != expected) {
      throw new IllegalStateException(
          "the two must read the same tokens, but Footnote read %d and the bare loop %d"
              .formatted(embedded, expected));
    }
  }

  private static List<String> passages(Path corpus, int documents) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<String> passages = new ArrayList<>();
    try (BufferedReader lines = Files.newBufferedReader(corpus)) {
      for (String line = lines.readLine();
          line != null && passages.size() < documents;
          line = lines.readLine()) {
        JsonNode document = json.readTree(line);
        passages.add(document.path("title").asText() + "\n" + document.path("text").asText());
      }
    }
    return passages;
  }

  private static int argument(String[] args, int index, int fallback) {
    if (args.length <= index) {
      return fallback;
    }
    int value = Integer.parseInt(args[index]);
    if (value < 1) {
      throw new IllegalArgumentException(
          "argument %d must be at least 1, but got: %s".formatted(index + 1, args[index]));
    }
    return value;
  }
}
