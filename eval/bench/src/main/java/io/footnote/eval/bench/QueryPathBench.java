package io.footnote.eval.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.footnote.eval.metric.Percentiles;
import io.footnote.index.ChunkIndex;
import io.footnote.index.ReadView;
import io.footnote.index.fuse.Fusion;
import io.footnote.index.fuse.MinMaxFusion;
import io.footnote.index.lucene.LuceneIndexes;
import io.footnote.index.model.CandidateRequest;
import io.footnote.index.model.PolicyIds;
import io.footnote.index.model.Principal;
import io.footnote.index.model.SearchMode;
import io.footnote.serve.engine.Footnote;
import io.footnote.serve.engine.model.Profile;
import io.footnote.serve.engine.model.SearchRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * Measures what a search adds to the sum of its parts: embedding the query, both legs (which run
 * side by side), fusion, and reading ten passages. The whole is a hybrid search of the profile
 * {@code fast}, from {@link Footnote#search(Principal, SearchRequest)} to its response; it also
 * finds out what the caller may see, masks, marks words, and writes a trace. Whole and parts take
 * turns with every query.
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
 * <p>The median of the whole is to be at most 1.1 times the sum of the parts' medians; more ends
 * the program with exit code 1.
 */
public final class QueryPathBench {
  private static final double REACH = 1.1;
  private static final int DEPTH = 200;
  private static final Principal OPERATOR = Principal.operator("bench");

  private final Footnote footnote;
  private final ChunkIndex index;
  private final String collection;
  private final List<Double> whole = new ArrayList<>();
  private final List<Double> embedding = new ArrayList<>();
  private final List<Double> legs = new ArrayList<>();
  private final List<Double> fusion = new ArrayList<>();
  private final List<Double> reading = new ArrayList<>();

  private QueryPathBench(Footnote footnote, ChunkIndex index, String collection) {
    this.footnote = footnote;
    this.index = index;
    this.collection = collection;
  }

  /**
   * @param args data folder; collection; file with queries; rounds over all of them (3)
   */
  public static void main(String[] args) throws Exception {
    if (args.length < 3 || args.length > 4) {
      System.err.println("usage: QueryPathBench DATA_FOLDER COLLECTION QUERIES_JSONL [ROUNDS]");
      System.exit(2);
    }
    List<String> queries = queries(Path.of(args[2]));
    int rounds = args.length > 3 ? Integer.parseInt(args[3]) : 3;
    Path folder = Path.of(args[0], "collections", args[1], "index");
    double ratio;
    try (Footnote footnote = Footnote.open(Path.of(args[0]));
        LuceneIndexes indexes = new LuceneIndexes();
        ChunkIndex index =
            indexes.openReadOnlyWhateverMadeIt(folder, _ -> PolicyIds.everything())) {
      QueryPathBench bench = new QueryPathBench(footnote, index, args[1]);
      bench.round(queries);
      bench.forget();
      for (int round = 0; round < rounds; round++) {
        bench.round(queries);
      }
      ratio = bench.printed();
    }
    if (ratio > REACH) {
      System.err.printf(Locale.ROOT, "it is to be at most %.1f%n", REACH);
      System.exit(1);
    }
  }

  private void round(List<String> queries) throws Exception {
    for (int i = 0; i < queries.size(); i++) {
      if (i % 2 == 0) {
        whole(queries.get(i));
        parts(queries.get(i));
      } else {
        parts(queries.get(i));
        whole(queries.get(i));
      }
    }
  }

  private void whole(String query) throws Exception {
    SearchRequest request =
        new SearchRequest(
            query, List.of(collection), SearchMode.HYBRID, Profile.FAST, 10, null, false);
    var _ = timed(whole, () -> footnote.search(OPERATOR, request));
  }

  private void parts(String query) throws Exception {
    float[] vector = timed(embedding, () -> footnote.embedder().embedQuery(query).vector());
    try (ReadView view = index.lease(OPERATOR)) {
      CandidateRequest request =
          new CandidateRequest(query, vector, SearchMode.HYBRID, null, DEPTH);
      var candidates = timed(legs, () -> view.candidates(request));
      List<Fusion.Fused> fused =
          timed(fusion, () -> MinMaxFusion.ofDefaults().fuse(candidates));
      List<String> best = fused.stream().limit(10).map(one -> one.candidate().chunkId()).toList();
      var _ = timed(reading, () -> view.passages(best));
    }
  }

  private static <T> T timed(List<Double> millis, Callable<T> work) throws Exception {
    long start = System.nanoTime();
    T result = work.call();
    millis.add((System.nanoTime() - start) / 1e6);
    return result;
  }

  private void forget() {
    List.of(whole, embedding, legs, fusion, reading).forEach(List::clear);
  }

  private double printed() {
    double sum = median(embedding) + median(legs) + median(fusion) + median(reading);
    System.out.printf(
        Locale.ROOT,
        "medians of %d searches in ms: query embedding %.2f + both legs %.2f + fusion %.2f +"
            + " passages %.2f = %.2f; whole search %.2f, %.3f times the sum%n",
        whole.size(),
        median(embedding),
        median(legs),
        median(fusion),
        median(reading),
        sum,
        median(whole),
        median(whole) / sum);
    return median(whole) / sum;
  }

  private static double median(List<Double> millis) {
    return Percentiles.nearestRank(
        millis.stream().mapToDouble(Double::doubleValue).toArray(), 50);
  }

  private static List<String> queries(Path file) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<String> queries = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      queries.add(json.readTree(line).path("text").asText());
    }
    return queries;
  }
}
