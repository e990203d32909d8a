package io.footnote.eval.bench;

import io.footnote.index.model.Principal;
import io.footnote.index.model.SearchMode;
import io.footnote.serve.engine.Footnote;
import io.footnote.serve.engine.FootnoteConfig;
import io.footnote.serve.engine.LocalComponents;
import io.footnote.serve.engine.model.Answer;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.Profile;
import io.footnote.serve.engine.model.SearchRequest;
import io.footnote.serve.engine.trace.TraceStage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Measures what an answer without a language model costs more than the search it is made from: both
 * of the same question, with as many passages, one after the other, every other time in the other
 * order. The answer is remembered and its trace kept, as by default.
 *
 * <p>To repeat it, from the root of the repository, with a data folder that no server holds:
 *
 * <pre>{@code
 * mvn -q -pl eval/bench -am package dependency:build-classpath -DskipTests -Dmdep.outputFile=target/classpath
 * java --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED \
 *     -cp eval/bench/target/classes:$(cat eval/bench/target/classpath) \
 *     io.footnote.eval.bench.AskBench DATA_FOLDER COLLECTION QUERIES_JSONL [ROUNDS]
 * }</pre>
 *
 * <p>An answer is to cost at most 150 ms more at the median and 400 ms at the 99th percentile; more
 * ends the program with exit code 1.
 */
public final class AskBench {
  private static final double MEDIAN_REACH = 150;
  private static final double HIGH_REACH = 400;
  private static final double HIGH = 0.99;
  private static final int WARM_UP = 50;
  private static final Principal PERSON = Principal.operator("bench");

  private final Footnote footnote;
  private final List<String> collection;
  private final List<ProcessCost> searches = new ArrayList<>();
  private final List<ProcessCost> answers = new ArrayList<>();
  private final Map<String, List<Double>> stages = new TreeMap<>();

  private AskBench(Footnote footnote, String collection) {
    this.footnote = footnote;
    this.collection = List.of(collection);
  }

  /**
   * @param args data folder; collection; file with queries; rounds over all of them (1)
   */
  public static void main(String[] args) throws Exception {
    if (args.length < 3 || args.length > 4) {
      System.err.println("usage: AskBench DATA_FOLDER COLLECTION QUERIES_JSONL [ROUNDS]");
      System.exit(2);
    }
    List<String> questions = QueryPathBench.queries(Path.of(args[2]));
    int rounds = args.length > 3 ? Integer.parseInt(args[3]) : 1;
    Path data = Path.of(args[0]);
    FootnoteConfig config =
        FootnoteConfig.builder(data, LocalComponents.bundled(data)).exclusive(true).build();
    boolean reached;
    try (Footnote footnote = Footnote.open(config)) {
      AskBench warmUp = new AskBench(footnote, args[1]);
      warmUp.round(questions.subList(0, Math.min(WARM_UP, questions.size())));
      AskBench bench = new AskBench(footnote, args[1]);
      for (int round = 0; round < rounds; round++) {
        bench.round(questions);
      }
      reached = bench.printed();
    }
    System.exit(reached ? 0 : 1);
  }

  private void round(List<String> questions) {
    for (int i = 0; i < questions.size(); i++) {
      if (i % 2 == 0) {
        search(questions.get(i));
        ask(questions.get(i));
      } else {
        ask(questions.get(i));
        search(questions.get(i));
      }
    }
  }

  private void search(String question) {
    SearchRequest request =
        new SearchRequest(
            question,
            collection,
            SearchMode.HYBRID,
            Profile.BALANCED,
            AskRequest.DEFAULT_TOP_K,
            null,
            false);
    searches.add(ProcessCost.of(() -> footnote.search(PERSON, request)));
  }

  private void ask(String question) {
    AskRequest request = AskRequest.of(collection.getFirst(), question);
    AtomicReference<Answer> given = new AtomicReference<>();
    answers.add(ProcessCost.of(() -> given.set(footnote.ask(PERSON, request, event -> {}))));
    Answer answer = Objects.requireNonNull(given.get(), "an ask that returns has an answer");
    for (TraceStage stage : footnote.trace(PERSON, answer.traceId()).stages()) {
      stages.computeIfAbsent(stage.name(), _ -> new ArrayList<>()).add((double) stage.millis());
    }
  }

  private static List<Double> wall(List<ProcessCost> costs) {
    return costs.stream().map(cost -> cost.wallNanos() / 1e6).toList();
  }

  private static List<Double> processor(List<ProcessCost> costs) {
    return costs.stream().map(cost -> cost.cpuNanos() / 1e6).toList();
  }

  private boolean printed() {
    print("search", wall(searches));
    print("  processor", processor(searches));
    print("ask", wall(answers));
    print("  processor", processor(answers));
    stages.forEach((name, times) -> print("  " + name, times));
    double median = percentile(wall(answers), 0.5) - percentile(wall(searches), 0.5);
    double high = percentile(wall(answers), HIGH) - percentile(wall(searches), HIGH);
    System.out.printf(
        Locale.ROOT,
        "%d questions: an answer costs %.1f ms more at the median (at most %.0f), %.1f ms at the"
            + " 99th percentile (at most %.0f)%n",
        answers.size(),
        median,
        MEDIAN_REACH,
        high,
        HIGH_REACH);
    return median <= MEDIAN_REACH && high <= HIGH_REACH;
  }

  private static void print(String name, List<Double> times) {
    System.out.printf(
        Locale.ROOT,
        "%-12s median %7.1f ms, 99th percentile %7.1f ms%n",
        name,
        percentile(times, 0.5),
        percentile(times, HIGH));
  }

  private static double percentile(List<Double> times, double share) {
    List<Double> sorted = times.stream().sorted().toList();
    return sorted.get((int) Math.min(sorted.size() - 1.0, Math.floor(share * sorted.size())));
  }
}
