package io.footnote.eval.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.footnote.index.ChunkIndex;
import io.footnote.index.ReadView;
import io.footnote.index.fuse.Fusion;
import io.footnote.index.fuse.MinMaxFusion;
import io.footnote.index.lucene.LuceneIndexes;
import io.footnote.index.model.Candidate;
import io.footnote.index.model.CandidateRequest;
import io.footnote.index.model.PolicyIds;
import io.footnote.index.model.Principal;
import io.footnote.index.model.SearchMode;
import io.footnote.serve.engine.Footnote;
import io.footnote.serve.engine.FootnoteConfig;
import io.footnote.serve.engine.LocalComponents;
import io.footnote.serve.engine.cache.CacheMode;
import io.footnote.serve.engine.cache.CachePolicy;
import io.footnote.serve.engine.model.Profile;
import io.footnote.serve.engine.model.SearchRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Measures what a search adds to the sum of its parts: embedding the query, both legs (which run
 * side by side), fusion, and reading ten passages. The whole is a hybrid search of the profile
 * {@code fast}, from {@link Footnote#search(Principal, SearchRequest)} to its response; it also
 * finds out what the caller may see, masks, marks words, and writes a trace. Whole and parts take
 * turns with every {@value #BLOCK} queries.
 *
 * <p>To repeat it, from the root of the repository, with a data folder that no server holds:
 *
 * <pre>{@code
 * mvn -q -pl eval/bench -am package dependency:build-classpath -DskipTests -Dmdep.outputFile=target/classpath
 * java --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED \
 *     -cp eval/bench/target/classes:$(cat eval/bench/target/classpath) \
 *     io.footnote.eval.bench.QueryPathBench DATA_FOLDER COLLECTION QUERIES_JSONL [ROUNDS]
 * }</pre>
 *
 * <p>The whole is to take at most 1.1 times the processor time of its parts; more ends the program
 * with exit code 1.
 */
public final class QueryPathBench {
  private static final double REACH = 1.1;
  private static final int DEPTH = 200;
  private static final int BLOCK = 25;

  /** Rounds before measuring: with one, compiling is a tenth of what is measured. */
  private static final int WARM_UP = 4;

  private static final Principal OPERATOR = Principal.operator("bench");

  private final Footnote footnote;
  private final ChunkIndex index;
  private final String collection;
  private final Map<Step, List<ProcessCost>> costs = new EnumMap<>(Step.class);

  private QueryPathBench(Footnote footnote, ChunkIndex index, String collection) {
    this.footnote = footnote;
    this.index = index;
    this.collection = collection;
  }

  /**
   * @param args data folder; collection; file with queries; rounds over all of them (12)
   */
  public static void main(String[] args) throws Exception {
    if (args.length < 3 || args.length > 4) {
      System.err.println("usage: QueryPathBench DATA_FOLDER COLLECTION QUERIES_JSONL [ROUNDS]");
      System.exit(2);
    }
    List<String> queries = queries(Path.of(args[2]));
    int rounds = args.length > 3 ? Integer.parseInt(args[3]) : 12;
    Path folder = Path.of(args[0], "collections", args[1], "index");
    double ratio;
    Path data = Path.of(args[0]);
    // As a server: who does not hold the folder looks for a newer commit before each search.
    FootnoteConfig config =
        FootnoteConfig.builder(data, LocalComponents.bundled(data))
            .exclusive(true)
            .cache(new CachePolicy(CacheMode.OFF, Duration.ZERO))
            .build();
    try (Footnote footnote = Footnote.open(config);
        LuceneIndexes indexes = new LuceneIndexes();
        ChunkIndex index =
            indexes.openReadOnlyWhateverMadeIt(folder, _ -> PolicyIds.everything())) {
      QueryPathBench bench = new QueryPathBench(footnote, index, args[1]);
      for (int round = 0; round < WARM_UP; round++) {
        bench.round(queries);
      }
      bench.costs.clear();
      for (int round = 0; round < rounds; round++) {
        bench.round(queries);
      }
      ratio = bench.printed(queries.size() / BLOCK * BLOCK * rounds);
    }
    if (ratio > REACH) {
      System.err.printf(Locale.ROOT, "it is to be at most %.1f%n", REACH);
      System.exit(1);
    }
  }

  private void round(List<String> queries) {
    for (int from = 0; from + BLOCK <= queries.size(); from += BLOCK) {
      List<String> block = queries.subList(from, from + BLOCK);
      if (from / BLOCK % 2 == 0) {
        whole(block);
        parts(block);
      } else {
        parts(block);
        whole(block);
      }
    }
  }

  private void whole(List<String> queries) {
    for (String query : queries) {
      var _ =
          measured(
              Step.WHOLE,
              () ->
                  footnote.search(
                      OPERATOR,
                      new SearchRequest(
                          query,
                          List.of(collection),
                          SearchMode.HYBRID,
                          Profile.FAST,
                          10,
                          null,
                          false)));
    }
  }

  /** One part after the other for each query, so that each finds caches as a search does. */
  private void parts(List<String> queries) {
    try (ReadView view = index.lease(OPERATOR)) {
      for (String query : queries) {
        float[] vector =
            measured(Step.EMBEDDING, () -> footnote.embedder().embedQuery(query).vector());
        List<Candidate> candidates =
            measured(
                Step.LEGS,
                () ->
                    view.candidates(
                        new CandidateRequest(query, vector, SearchMode.HYBRID, null, DEPTH)));
        List<Fusion.Fused> fused =
            measured(Step.FUSION, () -> MinMaxFusion.ofDefaults().fuse(candidates));
        List<String> best = fused.stream().limit(10).map(one -> one.candidate().chunkId()).toList();
        var _ = measured(Step.PASSAGES, () -> view.passages(best));
      }
    }
  }

  private <T> T measured(Step step, Supplier<T> work) {
    List<T> result = new ArrayList<>(1);
    ProcessCost cost = ProcessCost.of(() -> result.add(work.get()));
    costs.computeIfAbsent(step, _ -> new ArrayList<>()).add(cost);
    return result.getFirst();
  }

  private double printed(int searches) {
    double cpuOfParts = 0;
    for (Step step : Step.values()) {
      double cpu = millis(step, ProcessCost::cpuNanos) / searches;
      cpuOfParts += step == Step.WHOLE ? 0 : cpu;
      System.out.printf(
          Locale.ROOT,
          "%-10s %7.2f ms of processor time, %7.2f ms by the clock%n",
          step.name().toLowerCase(Locale.ROOT),
          cpu,
          millis(step, ProcessCost::wallNanos) / searches);
    }
    double ratio = millis(Step.WHOLE, ProcessCost::cpuNanos) / searches / cpuOfParts;
    System.out.printf(
        Locale.ROOT,
        "%d searches: the whole takes %.3f times the processor time of its parts%n",
        searches,
        ratio);
    return ratio;
  }

  private double millis(Step step, ToLongFunction<ProcessCost> time) {
    return costs.getOrDefault(step, List.of()).stream().mapToLong(time).sum() / 1e6;
  }

  static List<String> queries(Path file) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<String> queries = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      queries.add(json.readTree(line).path("text").asText());
    }
    return queries;
  }

  private enum Step {
    WHOLE,
    EMBEDDING,
    LEGS,
    FUSION,
    PASSAGES
  }
}
