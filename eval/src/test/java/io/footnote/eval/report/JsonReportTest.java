package io.footnote.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonReportTest {
  @Test
  void hasTheFieldsThatProgramsRead(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("new/out.json");
    JsonReport.write(SampleResult.withHybrid(0.2, 0.4), file);
    JsonNode json = new ObjectMapper().readTree(file.toFile());

    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "dataset", "documents", "chunks", "queries", "ingest", "modes", "config", "per_query");
    assertThat(json.path("documents").asInt()).isEqualTo(12);
    assertThat(json.path("chunks").asInt()).isEqualTo(34);
    assertThat(json.path("queries").asInt()).isEqualTo(2);
    assertThat(json.at("/ingest/documents_per_second").asDouble()).isEqualTo(6);
    assertThat(json.at("/ingest/tokens_per_second").asDouble()).isEqualTo(2500);
    assertThat(json.at("/ingest/failures/0/source").asText()).isEqualTo("bad.pdf");
    JsonNode hybrid = json.path("modes").path("hybrid");
    assertThat(hybrid.path("ndcg@10").asDouble()).isEqualTo(0.3, within(1e-12));
    assertThat(hybrid.path("page_hit@5").asDouble()).isEqualTo(1);
    assertThat(hybrid.has("map")).isFalse();
    assertThat(hybrid.at("/latency_ms/p50").asDouble()).isEqualTo(10);
    assertThat(hybrid.at("/latency_ms/p95").asDouble()).isEqualTo(20);
    assertThat(json.at("/per_query/lexical/1/ndcg@10").asDouble()).isEqualTo(0.2);
    assertThat(json.at("/config/embedding_model_hash").asText()).isEqualTo("hash");
    assertThat(json.at("/config/unjudged_queries_left_out").asInt()).isEqualTo(1);
  }
}
