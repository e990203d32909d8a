package io.footnote.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footnote.embed.testing.TinyCrossEncoder;
import io.footnote.serve.server.app.Environment;
import io.footnote.serve.server.cli.Session;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands as the program does, with the bundled model, on collections of a few lines. */
class EvalCommandTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void measuresABeirFolderAndReusesItsIndex() throws IOException {
    Path dataset = beir();
    Path json = folder.resolve("out.json");
    Path html = folder.resolve("out.html");
    assertThat(eval("run", dataset, "--json", json, "--report", html)).as(err.toString()).isZero();
    JsonNode first = new ObjectMapper().readTree(json.toFile());
    assertThat(first.path("documents").asInt()).isEqualTo(3);
    assertThat(first.path("queries").asInt()).isEqualTo(2);
    assertThat(first.at("/ingest/reused").asBoolean()).isFalse();
    assertThat(first.at("/ingest/embedded").asInt()).isEqualTo(3);
    assertThat(first.path("modes").fieldNames())
        .toIterable()
        .containsExactly("lexical", "semantic", "hybrid");
    assertThat(first.at("/modes/hybrid/ndcg@10").asDouble()).isEqualTo(1);
    assertThat(first.at("/modes/hybrid/recall@100").asDouble()).isEqualTo(1);
    assertThat(first.at("/config/unjudged_queries_left_out").asInt()).isEqualTo(1);
    assertThat(out.toString())
        .contains("documents/s")
        .containsPattern("ndcg@10 +\\S+ +\\S+ +1.0000");
    assertThat(html).content().contains("what do dogs do");

    assertThat(eval("run", dataset, "--json", json, "--modes", "hybrid")).isZero();
    JsonNode second = new ObjectMapper().readTree(json.toFile());
    assertThat(second.at("/ingest/reused").asBoolean()).isTrue();
    assertThat(second.path("modes").fieldNames()).toIterable().containsExactly("hybrid");

    Files.writeString(
        dataset.resolve("corpus.jsonl"),
        "{\"_id\": \"fish\", \"title\": \"\", \"text\": \"Fish swim in the sea.\"}\n",
        StandardOpenOption.APPEND);
    assertThat(eval("run", dataset, "--json", json, "--modes", "hybrid")).isZero();
    JsonNode third = new ObjectMapper().readTree(json.toFile());
    assertThat(third.at("/ingest/reused").asBoolean()).isFalse();
    assertThat(third.path("documents").asInt()).isEqualTo(4);
    assertThat(third.at("/ingest/embedded").asInt())
        .as("only the new document goes through the model")
        .isEqualTo(1);
  }

  @Test
  void measuresWithTheConfiguredReranker() throws IOException {
    Path dataset = beir();
    Path json = folder.resolve("out.json");
    assertThat(eval("run", dataset, "--modes", "hybrid", "--rerank")).isEqualTo(2);
    assertThat(err.toString())
        .contains("no reranker is configured; set reranker_model to a folder");

    Path judge = new TinyCrossEncoder().weight("cats", 50).writeTo(folder.resolve("judge"));
    put(folder.resolve("footnote.yaml"), "reranker_model: " + judge);
    assertThat(eval("run", dataset, "--json", json, "--modes", "hybrid")).isZero();
    assertThat(new ObjectMapper().readTree(json.toFile()).at("/modes/hybrid/ndcg@10").asDouble())
        .as("only when asked for")
        .isEqualTo(1);
    assertThat(eval("run", dataset, "--json", json, "--modes", "hybrid", "--rerank")).isZero();
    assertThat(new ObjectMapper().readTree(json.toFile()).at("/modes/hybrid/ndcg@10").asDouble())
        .as("cats stand before dogs, whatever is asked")
        .isLessThan(1);
  }

  @Test
  void asksQuestionsAsTheirPrincipals() throws IOException {
    Path dataset = folder.resolve("office");
    put(dataset.resolve("documents/travel.md"), "# Travel\n\nA night may cost 180 euros.\n");
    put(dataset.resolve("documents/hr/pay.md"), "# Pay\n\nBand 7 starts at 61000 euros.\n");
    put(dataset.resolve("dataset.yaml"), "acl:\n  hr: [hr]\n");
    put(
        dataset.resolve("questions.jsonl"),
        """
        {"id": "outsider", "question": "Where does band 7 start?", "evidence": [{"file": "hr/pay.md"}]}
        {"id": "insider", "question": "Where does band 7 start?", "evidence": [{"file": "hr/pay.md"}], "principal": {"user": "h", "groups": ["hr"]}}
        """);
    Path json = folder.resolve("out.json");
    assertThat(eval("run", dataset, "--json", json, "--modes", "semantic"))
        .as(err.toString())
        .isZero();
    JsonNode queries = new ObjectMapper().readTree(json.toFile()).at("/per_query/semantic");
    assertThat(queries.get(0).path("document_rank").isNull()).isTrue();
    assertThat(queries.get(1).path("document_rank").asInt()).isEqualTo(1);
  }

  @Test
  void gatesFailWithTheListOfWhatWasMissed() throws IOException {
    Path dataset = beir();
    Path gate = folder.resolve("gate.yaml");
    put(
        gate,
        """
        dataset: tiny
        minimums:
          - {mode: lexical, metric: document_hit@10, min: 0.1}
          - {mode: lexical, metric: map, min: 1.1}
        """);
    assertThat(eval("gate", gate, "--collections", dataset.getParent())).isEqualTo(1);
    assertThat(out.toString())
        .contains("tiny: reached lexical document_hit@10")
        .contains("tiny: MISSED  lexical map")
        .contains("(at least 1.1)");
    assertThat(err.toString()).contains("footnote: 1 score is below the minimum");
  }

  @Test
  void saysWhatIsWrong() {
    Path missing = folder.resolve("none");
    assertThat(eval("run", missing)).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo(
            "footnote: there is no folder %s; give the folder of a test collection%n"
                .formatted(missing));
  }

  @Test
  void refusesWrongUsage() {
    assertThat(eval("run", folder, "--limit", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--limit must be at least 1, but got: 0");
    assertThat(eval("tune")).isEqualTo(2);
    assertThat(eval("--help")).isZero();
    assertThat(out.toString()).contains("run", "compare", "gate");
  }

  private Path beir() throws IOException {
    Path dataset = folder.resolve("tiny");
    put(
        dataset.resolve("corpus.jsonl"),
        """
        {"_id": "cat", "title": "Cats", "text": "Cats purr when they are content."}
        {"_id": "dog", "title": "Dogs", "text": "Dogs bark at strangers."}
        {"_id": "cow", "title": "Cows", "text": "Cows chew grass all day."}
        """);
    put(
        dataset.resolve("queries.jsonl"),
        """
        {"_id": "1", "text": "what do dogs do"}
        {"_id": "2", "text": "which animal eats grass"}
        {"_id": "3", "text": "nobody judged this"}
        """);
    put(dataset.resolve("qrels/test.tsv"), "query-id\tcorpus-id\tscore\n1\tdog\t1\n2\tcow\t2\n");
    return dataset;
  }

  private static void put(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private int eval(String command, Object... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "eval";
    all[1] = command;
    for (int i = 0; i < arguments.length; i++) {
      all[i + 2] = arguments[i].toString();
    }
    Session session =
        new Session(
            new Environment(Map.of("HOME", System.getProperty("user.home")), folder),
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            false);
    return Main.commandLine(session).execute(all);
  }
}
