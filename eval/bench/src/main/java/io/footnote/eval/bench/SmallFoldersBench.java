package io.footnote.eval.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footnote.eval.answers.Half;
import io.footnote.eval.dataset.DatasetReader;
import io.footnote.eval.dataset.EvaluationQuery;
import io.footnote.index.model.Principal;
import io.footnote.ingest.IngestInput;
import io.footnote.ingest.Job;
import io.footnote.serve.engine.Footnote;
import io.footnote.serve.engine.FootnoteConfig;
import io.footnote.serve.engine.FootnoteService.Ingest;
import io.footnote.serve.engine.LocalComponents;
import io.footnote.serve.engine.model.AskRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/**
 * Measures what is declined of collections of a few documents: each holds the passages that answer
 * some questions of a BEIR collection whose queries say whether they are {@code answerable}, and is
 * asked these and as many that are not answerable, whose passages it does not hold. Questions of
 * both halves are reported apart.
 *
 * <p>To repeat it, from the root of the repository:
 *
 * <pre>{@code
 * mvn -q -pl eval/bench -am package dependency:build-classpath -DskipTests -Dmdep.outputFile=target/classpath
 * java --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED \
 *     -cp eval/bench/target/classes:$(cat eval/bench/target/classpath) \
 *     io.footnote.eval.bench.SmallFoldersBench COLLECTIONS/clapnq WORK_FOLDER
 * }</pre>
 */
public final class SmallFoldersBench {
  private static final int[] SIZES = {3, 10, 40, 130};

  /** Collections of each size at most. */
  private static final int MOST = 20;

  private static final long SEED = 7;
  private static final Principal ASKING = Principal.operator("bench");

  private final Footnote footnote;
  private final Map<String, JsonNode> documents;

  private SmallFoldersBench(Footnote footnote, Map<String, JsonNode> documents) {
    this.footnote = footnote;
    this.documents = documents;
  }

  /**
   * @param args folder of the collection; folder to work in, new or left by an earlier run
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length != 2) {
      System.err.println("usage: SmallFoldersBench COLLECTION WORK_FOLDER");
      System.exit(2);
    }
    Path folder = Path.of(args[0]);
    Path data = Path.of(args[1]);
    List<EvaluationQuery> queries = new ArrayList<>(DatasetReader.read(folder).queries());
    Collections.shuffle(queries, new Random(SEED));
    FootnoteConfig config =
        FootnoteConfig.builder(data, LocalComponents.bundled(data)).exclusive(true).build();
    try (Footnote footnote = Footnote.open(config)) {
      SmallFoldersBench bench =
          new SmallFoldersBench(footnote, documents(folder.resolve("corpus.jsonl")));
      for (Half half : Half.values()) {
        for (int size : SIZES) {
          bench.measure(half, size, queries.stream().filter(q -> Half.of(q.id()) == half).toList());
        }
      }
    }
  }

  private static Map<String, JsonNode> documents(Path corpus) throws IOException {
    ObjectMapper json = new ObjectMapper();
    Map<String, JsonNode> documents = new HashMap<>();
    for (String line : Files.readAllLines(corpus)) {
      JsonNode document = json.readTree(line);
      documents.put(document.path("_id").asText(), document);
    }
    return documents;
  }

  private void measure(Half half, int size, List<EvaluationQuery> queries)
      throws InterruptedException {
    List<EvaluationQuery> own =
        queries.stream().filter(q -> q.answerable() && q.relevance().size() == 1).toList();
    List<EvaluationQuery> other = queries.stream().filter(q -> !q.answerable()).toList();
    List<Boolean> ownDeclined = new ArrayList<>();
    List<Boolean> otherDeclined = new ArrayList<>();
    for (int n = 0; n < Math.min(MOST, own.size() / size); n++) {
      List<EvaluationQuery> inside = own.subList(n * size, (n + 1) * size);
      String collection =
          "%s-%d-%d".formatted(half == Half.FITTED ? "fitted" : "held-out", size, n);
      ingest(collection, inside);
      for (EvaluationQuery query : inside) {
        ownDeclined.add(declined(collection, query));
        int next = otherDeclined.size() % other.size();
        otherDeclined.add(declined(collection, other.get(next)));
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%-8s %3d documents each: %d answerable questions, %.3f declined; as many of other documents, %.3f declined%n",
        half.name().toLowerCase(Locale.ROOT),
        size,
        ownDeclined.size(),
        share(ownDeclined),
        share(otherDeclined));
  }

  private void ingest(String collection, List<EvaluationQuery> queries)
      throws InterruptedException {
    List<IngestInput> inputs = new ArrayList<>();
    for (EvaluationQuery query : queries) {
      String id = query.relevance().keySet().iterator().next();
      JsonNode document = Objects.requireNonNull(documents.get(id), id);
      inputs.add(
          new IngestInput.Text(
              id, document.path("title").asText(), document.path("text").asText()));
    }
    Job queued = footnote.ingest(ASKING, new Ingest(collection, inputs, Set.of(), Map.of()));
    Job ended = footnote.awaitJob(ASKING, queued.jobId(), Duration.ofMinutes(5));
    if (ended.state() != Job.State.DONE) {
      throw new IllegalStateException("the documents of " + collection + " were not ingested");
    }
  }

  private boolean declined(String collection, EvaluationQuery query) {
    return footnote.ask(ASKING, AskRequest.of(collection, query.text()), _ -> {}).abstained();
  }

  private static double share(List<Boolean> declined) {
    return (double) declined.stream().filter(one -> one).count() / declined.size();
  }
}
