package io.footnote.eval.report;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footnote.eval.run.EvaluationResult;
import io.footnote.eval.run.IngestStatistics;
import io.footnote.eval.run.ModeResult;
import io.footnote.eval.run.QueryResult;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A result for programs. {@code modes} holds the mean of each metric by mode, latencies in
 * milliseconds; {@code per_query} the values of each query, which comparisons need.
 */
public final class JsonReport {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectWriter PRETTY =
      JSON.writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

  private JsonReport() {}

  /** Writes {@link #toJson} to a file, creating its folder. */
  public static void write(EvaluationResult result, Path file) throws IOException {
    ReportFiles.write(file, PRETTY.writeValueAsString(toJson(result)) + "\n");
  }

  static ObjectNode toJson(EvaluationResult result) {
    ObjectNode json = JSON.createObjectNode();
    json.put("dataset", result.dataset());
    json.put("documents", result.documents());
    json.put("chunks", result.chunks());
    json.put("queries", result.queries());
    json.set("ingest", ingest(result));
    ObjectNode modes = json.putObject("modes");
    result.modes().forEach(mode -> modes.set(ModeNames.of(mode.mode()), mode(mode)));
    json.set("config", config(result));
    ObjectNode perQuery = json.putObject("per_query");
    for (ModeResult mode : result.modes()) {
      ArrayNode queries = perQuery.putArray(ModeNames.of(mode.mode()));
      mode.queries().forEach(query -> queries.add(query(query)));
    }
    return json;
  }

  private static ObjectNode ingest(EvaluationResult result) {
    IngestStatistics ingest = result.ingest();
    ObjectNode json = JSON.createObjectNode();
    json.put("reused", result.reused());
    json.put("documents", ingest.documents());
    json.put("chunks", ingest.chunks());
    json.put("embedded", ingest.embedded());
    json.put("tokens", ingest.tokens());
    json.put("truncated", ingest.truncated());
    json.put("seconds", ingest.millis() / 1000.0);
    json.put("documents_per_second", rounded(ingest.documentsPerSecond()));
    json.put("chunks_per_second", rounded(ingest.chunksPerSecond()));
    json.put("tokens_per_second", rounded(ingest.tokensPerSecond()));
    ArrayNode failures = json.putArray("failures");
    ingest
        .failures()
        .forEach(failure ->
            failures.addObject().put("source", failure.source()).put("reason", failure.reason()));
    return json;
  }

  private static ObjectNode mode(ModeResult mode) {
    ObjectNode json = JSON.createObjectNode();
    mode.means().forEach((metric, mean) -> json.put(metric.label(), mean));
    json.putObject("latency_ms")
        .put("p50", rounded(mode.latencyMillis(50)))
        .put("p95", rounded(mode.latencyMillis(95)));
    return json;
  }

  private static ObjectNode config(EvaluationResult result) {
    return JSON.createObjectNode()
        .put("embedding_model", result.manifest().embeddingModel())
        .put("embedding_model_hash", result.manifest().embeddingModelHash())
        .put("dimension", result.manifest().dimension())
        .put("similarity", result.manifest().similarity())
        .put("analyzer", result.manifest().analyzer())
        .put("chunker", result.manifest().chunker())
        .put("schema_version", result.manifest().schemaVersion())
        .put("passages_ranked", result.depth())
        .put("unjudged_queries_left_out", result.unjudged())
        .put("follow_ups", result.followUps());
  }

  private static ObjectNode query(QueryResult query) {
    ObjectNode json = JSON.createObjectNode();
    json.put("id", query.id());
    query.metrics().forEach((metric, value) -> json.put(metric.label(), value));
    json.put("document_rank", query.documentRank() == 0 ? null : query.documentRank());
    json.put("page_rank", query.pageRank() == 0 ? null : query.pageRank());
    json.put("latency_ms", rounded(query.latencyMillis()));
    return json;
  }

  private static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
