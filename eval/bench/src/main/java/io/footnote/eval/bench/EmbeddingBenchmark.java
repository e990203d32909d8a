package io.footnote.eval.bench;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footnote.embed.onnx.EmbeddingModels;
import io.footnote.embed.onnx.ModelLocation;
import io.footnote.embed.onnx.OnnxEmbedder;
import io.footnote.eval.metric.Percentiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * Compares {@link OnnxEmbedder#embedPassages}, which tokenizes, truncates, schedules, pools and
 * normalises, with a {@link BareModelLoop} that only runs the model over the same token sequences,
 * tokenized before, and with {@link LangChain4jLoop}. Passages are the documents of a BEIR {@code
 * corpus.jsonl}, title and text, that fit the model (LangChain4j would split longer ones).
 *
 * <p>In each round the three embed the same few passages, each being the first in turn; what counts
 * is the median over the rounds of the ratios within a round. Times are of the clock and of the
 * processor: on a machine that does other work as well, the latter says more.
 *
 * <p>To repeat it, from the root of the repository:
 *
 * <pre>{@code
 * mvn -q -pl eval/bench -am package dependency:build-classpath -DskipTests -Dmdep.outputFile=target/classpath
 * java --enable-native-access=ALL-UNNAMED -cp eval/bench/target/classes:$(cat eval/bench/target/classpath) \
 *     io.footnote.eval.bench.EmbeddingBenchmark CORPUS_JSONL [ROUNDS [PASSAGES_OF_A_ROUND]]
 * }</pre>
 *
 * <p>Footnote is to reach 97 % of the bare loop and 115 % of LangChain4j in processor time; less
 * ends the program with exit code 1.
 */
public final class EmbeddingBenchmark {
  private static final double BARE_REACH = 0.97;
  private static final double LANGCHAIN4J_REACH = 1.15;
  private static final int WARM_UP_ROUNDS = 1;

  private EmbeddingBenchmark() {}

  /**
   * @param args corpus file; measured rounds (15); passages in each (16)
   */
  public static void main(String[] args) throws IOException, OrtException {
    if (args.length < 1 || args.length > 3) {
      System.err.println("usage: EmbeddingBenchmark CORPUS_JSONL [ROUNDS [PASSAGES_OF_A_ROUND]]");
      System.exit(2);
    }
    int rounds = argument(args, 1, 15);
    int size = argument(args, 2, 16);
    int threads = Runtime.getRuntime().availableProcessors();
    Path cache = Path.of(System.getProperty("java.io.tmpdir"), "footnote-bench-models");
    OnnxEmbedder embedder = EmbeddingModels.open(ModelLocation.bundled(), cache, threads);
    List<String> passages = passages(Path.of(args[0]), rounds * size, embedder);
    boolean reached;
    try (EmbeddingLoop footnote = new FootnoteLoop(embedder, passages);
        EmbeddingLoop bare =
            new BareModelLoop(passages, embedder.model().maxTokens(), threads);
        EmbeddingLoop langChain4j = new LangChain4jLoop(passages, threads)) {
      List<EmbeddingLoop> loops = List.of(footnote, bare, langChain4j);
      List<ProcessCost[]> costs = measure(loops, rounds, size);
      System.out.printf("%d passages, %d threads%n", passages.size(), threads);
      boolean asFastAsBare = compare("bare", costs, 1, BARE_REACH);
      reached = compare("langchain4j", costs, 2, LANGCHAIN4J_REACH) && asFastAsBare;
    }
    if (!reached) {
      System.exit(1);
    }
  }

  /** For each round what each loop took. */
  private static List<ProcessCost[]> measure(List<EmbeddingLoop> loops, int rounds, int size) {
    List<ProcessCost[]> costs = new ArrayList<>();
    for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
      int from = Math.max(0, round) * size;
      ProcessCost[] cost = new ProcessCost[loops.size()];
      long[] tokens = new long[loops.size()];
      for (int turn = 0; turn < cost.length; turn++) {
        int loop = Math.floorMod(round + turn, cost.length);
        cost[loop] =
            ProcessCost.of(() -> tokens[loop] = loops.get(loop).run(from, from + size));
      }
      checkTokens(tokens[0], tokens[1]);
      if (round >= 0) {
        costs.add(cost);
        print(round, loops, tokens[0], cost);
      }
    }
    return costs;
  }

  private static void print(int round, List<EmbeddingLoop> loops, long tokens, ProcessCost[] cost) {
    StringBuilder line = new StringBuilder("round %2d".formatted(round));
    for (int i = 0; i < cost.length; i++) {
      line.append(
          String.format(
              Locale.ROOT,
              "   %s %5.0f tokens/s, %5.0f a second of processor",
              loops.get(i).name(),
              tokens * 1e9 / cost[i].wallNanos(),
              tokens * 1e9 / cost[i].cpuNanos()));
    }
    System.out.println(line);
  }

  private static boolean compare(String name, List<ProcessCost[]> costs, int loop, double reach) {
    double cpu = median(costs, loop, ProcessCost::cpuNanos);
    System.out.printf(
        Locale.ROOT,
        "footnote / %s: %.3f in processor time, %.3f by the clock (medians of %d rounds; reach %.2f)%n",
        name,
        cpu,
        median(costs, loop, ProcessCost::wallNanos),
        costs.size(),
        reach);
    return cpu >= reach;
  }

  private static double median(
      List<ProcessCost[]> costs, int loop, ToLongFunction<ProcessCost> time) {
    double[] ratios =
        costs.stream()
            .mapToDouble(
                cost -> (double) time.applyAsLong(cost[loop]) / time.applyAsLong(cost[0]))
            .toArray();
    return Percentiles.nearestRank(ratios, 50);
  }

  private static void checkTokens(long embedded, long expected) {
    if (embedded != expected) {
      throw new IllegalStateException(
          "the two must read the same tokens, but Footnote read %d and the bare loop %d"
              .formatted(embedded, expected));
    }
  }

  private static List<String> passages(Path corpus, int count, OnnxEmbedder embedder)
      throws IOException {
    ObjectMapper json = new ObjectMapper();
    int longest = embedder.model().maxTokens() - 2;
    List<String> passages = new ArrayList<>();
    try (BufferedReader lines = Files.newBufferedReader(corpus)) {
      for (String line = lines.readLine();
          line != null && passages.size() < count;
          line = lines.readLine()) {
        JsonNode document = json.readTree(line);
        String passage = document.path("title").asText() + "\n" + document.path("text").asText();
        if (embedder.tokenCounter().count(passage) <= longest) {
          passages.add(passage);
        }
      }
    }
    if (passages.size() < count) {
      throw new IllegalArgumentException(
          "%s has %d documents that fit the model, but %d are needed: ask for fewer rounds"
              .formatted(corpus, passages.size(), count));
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
