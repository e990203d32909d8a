package io.footnote.serve.server.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.footnote.serve.engine.llm.testing.ScriptedModelServer;
import io.footnote.serve.engine.model.Answer;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.server.TestApps;
import io.footnote.serve.server.app.App;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a collector receives over HTTP. */
class OtlpTracesTest {
  private static final String QUESTION = "When is the mast varnished?";

  @TempDir Path folder;
  private final List<ExportTraceServiceRequest> received = new CopyOnWriteArrayList<>();
  private final ScriptedModelServer model = new ScriptedModelServer();
  private HttpServer collector;

  @BeforeEach
  void listen() throws IOException {
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext("/v1/traces", this::receive);
    collector.start();
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      received.add(ExportTraceServiceRequest.parseFrom(exchange.getRequestBody().readAllBytes()));
      exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(200, -1);
    }
  }

  @AfterEach
  void close() {
    collector.stop(0);
    model.close();
  }

  private App open() throws IOException {
    Files.writeString(
        folder.resolve("footnote.yaml"),
        """
        otlp_endpoint: http://127.0.0.1:%d
        chat_models: [{name: small, base_url: "%s", model: small-1b, price: {input: 4, output: 10}}]
        answerer: small
        """
            .formatted(collector.getAddress().getPort(), model.baseUrl()));
    return TestApps.open(folder, Map.of());
  }

  private List<Span> spans() {
    return received.stream()
        .flatMap(request -> request.getResourceSpansList().stream())
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .toList();
  }

  private Span span(String name) {
    return spans().stream()
        .filter(span -> span.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no span " + name + " in " + spans()));
  }

  private static Map<String, Object> attributes(Span span) {
    Map<String, Object> attributes = new HashMap<>();
    for (KeyValue one : span.getAttributesList()) {
      Object value =
          switch (one.getValue().getValueCase()) {
            case STRING_VALUE -> one.getValue().getStringValue();
            case INT_VALUE -> one.getValue().getIntValue();
            case ARRAY_VALUE ->
                one.getValue().getArrayValue().getValuesList().stream()
                    .map(each -> each.getStringValue())
                    .toList();
            case DOUBLE_VALUE -> one.getValue().getDoubleValue();
            case BOOL_VALUE, KVLIST_VALUE, BYTES_VALUE, VALUE_NOT_SET ->
                throw new AssertionError(one);
            default -> throw new AssertionError(one);
          };
      attributes.put(one.getKey(), value);
    }
    return attributes;
  }

  @Test
  void anAnswerIsSpansNamedByTheConventions() throws Exception {
    Answer answer;
    try (App app = open()) {
      TestApps.ingestSamples(app.service());
      model.reply("The mast is varnished every spring. [1]");
      answer =
          app.service().ask(TestApps.OPERATOR, AskRequest.of("default", QUESTION), event -> {});
    } // sends what is left
    Span root = span("ask");
    assertThat(root.getParentSpanId().isEmpty()).isTrue();
    assertThat(attributes(root))
        .containsEntry("footnote.trace_id", answer.traceId())
        .containsEntry("gen_ai.operation.name", "invoke_agent")
        .containsEntry("gen_ai.agent.name", "footnote");
    List<String> stages = new ArrayList<>();
    for (Span span : spans()) {
      assertThat(span.getTraceId()).isEqualTo(root.getTraceId());
      assertThat(span.getStartTimeUnixNano()).isGreaterThanOrEqualTo(root.getStartTimeUnixNano());
      assertThat(span.getEndTimeUnixNano()).isLessThanOrEqualTo(root.getEndTimeUnixNano());
      if (span.getParentSpanId().equals(root.getSpanId())) {
        stages.add(span.getName());
      }
    }
    assertThat(stages)
        .containsExactlyInAnyOrder(
            "recall",
            "rewrite",
            "route",
            "cache",
            "retrieve",
            "assemble",
            "decide",
            "answer",
            "check",
            "remember",
            "keep");
    Span chat = span("chat small");
    assertThat(chat.getParentSpanId()).isEqualTo(span("answer").getSpanId());
    assertThat(chat.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
    assertThat(attributes(chat))
        .isEqualTo(
            Map.of(
                "gen_ai.operation.name",
                "chat",
                "gen_ai.provider.name",
                "openai",
                "gen_ai.request.model",
                "small",
                "gen_ai.usage.input_tokens",
                100L,
                "gen_ai.usage.output_tokens",
                7L,
                "gen_ai.response.finish_reasons",
                List.of("stop"),
                "footnote.model.cost",
                0.00047));
    assertThat(received.toString()).doesNotContain("varnished").doesNotContain(QUESTION);
    assertThat(received.toString()).contains("service.name").contains("footnote");
  }

  @Test
  void aFailureIsAnErrorOfItsStage() throws Exception {
    try (App app = open()) {
      TestApps.ingestSamples(app.service());
      model.fail(404, "no such model");
      assertThatThrownBy(() ->
              app.service().ask(TestApps.OPERATOR, AskRequest.of("default", QUESTION), event -> {}))
          .hasMessageContaining("does not know 'small-1b'");
    }
    assertThat(span("ask").getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
    assertThat(span("answer").getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
    assertThat(attributes(span("answer"))).containsEntry("error.type", "failed");
    assertThat(span("decide").getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_UNSET);
  }
}
