package io.footnote.serve.server.otel;

import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.footnote.serve.engine.trace.Trace;
import io.footnote.serve.engine.trace.TraceStage;
import io.footnote.serve.engine.trace.TraceStage.ModelUse;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Sends traces to an OpenTelemetry collector, as OTLP over HTTP: a span for the request, one within
 * it for each stage, and one within the stage for what a language model did, named as the semantic
 * conventions for generative AI have it. Spans carry no text of questions, answers or documents;
 * {@code footnote.trace_id} leads to the trace that does. Nobody waits for them to be sent.
 * Thread-safe.
 */
public final class OtlpTraces implements Consumer<Trace>, AutoCloseable {
  private static final AttributeKey<String> OPERATION = stringKey("gen_ai.operation.name");
  private static final AttributeKey<String> PROVIDER = stringKey("gen_ai.provider.name");
  private static final AttributeKey<String> AGENT = stringKey("gen_ai.agent.name");
  private static final AttributeKey<String> MODEL = stringKey("gen_ai.request.model");
  private static final AttributeKey<Long> INPUT_TOKENS = longKey("gen_ai.usage.input_tokens");
  private static final AttributeKey<Long> OUTPUT_TOKENS = longKey("gen_ai.usage.output_tokens");
  private static final AttributeKey<List<String>> FINISH_REASONS =
      stringArrayKey("gen_ai.response.finish_reasons");
  private static final AttributeKey<Double> COST = doubleKey("footnote.model.cost");
  private static final AttributeKey<String> ERROR = stringKey("error.type");
  private static final AttributeKey<String> TRACE_ID = stringKey("footnote.trace_id");
  private static final AttributeKey<String> STATUS = stringKey("footnote.stage.status");
  private static final AttributeKey<Long> DROPPED = longKey("footnote.stage.dropped");

  private static final long CLOSE_SECONDS = 5;

  private final SdkTracerProvider provider;
  private final Tracer tracer;

  /**
   * @param collector base address, for example {@code http://127.0.0.1:4318}
   */
  public OtlpTraces(URI collector) {
    provider =
        SdkTracerProvider.builder()
            .setResource(
                Resource.getDefault()
                    .merge(Resource.create(Attributes.of(stringKey("service.name"), "footnote"))))
            .addSpanProcessor(
                BatchSpanProcessor.builder(
                        OtlpHttpSpanExporter.builder()
                            .setEndpoint(CollectorProbe.traces(collector).toString())
                            .build())
                    .build())
            .build();
    tracer = provider.get("io.footnote");
  }

  @Override
  public void accept(Trace trace) {
    Span root =
        tracer
            .spanBuilder(trace.kind())
            .setNoParent()
            .setSpanKind(SpanKind.INTERNAL)
            .setStartTimestamp(trace.started())
            .setAttribute(TRACE_ID, trace.traceId())
            .startSpan();
    if (trace.kind().equals("ask")) {
      root.setAttribute(OPERATION, "invoke_agent").setAttribute(AGENT, "footnote");
    }
    if (trace.error() != null) {
      root.setStatus(StatusCode.ERROR);
    }
    Context within = Context.root().with(root);
    trace.stages().forEach(stage -> stage(trace, stage, within));
    root.end(trace.started().plusMillis(trace.millis()));
  }

  private void stage(Trace trace, TraceStage stage, Context parent) {
    Instant started = trace.started().plusMillis(stage.startedMs());
    Instant ended = started.plusMillis(stage.millis());
    String status = stage.status().name().toLowerCase(Locale.ROOT);
    Span span =
        tracer
            .spanBuilder(stage.name())
            .setParent(parent)
            .setStartTimestamp(started)
            .setAttribute(STATUS, status)
            .setAttribute(DROPPED, (long) stage.dropped().size())
            .startSpan();
    ModelUse model = stage.model();
    if (model != null) {
      model(model, started, ended, Context.root().with(span));
    }
    switch (stage.status()) {
      case DONE, SKIPPED -> {}
      case FAILED, LATE, CANCELLED -> span.setStatus(StatusCode.ERROR).setAttribute(ERROR, status);
    }
    span.end(ended);
  }

  private void model(ModelUse model, Instant started, Instant ended, Context parent) {
    Span span =
        tracer
            .spanBuilder("chat " + model.name())
            .setParent(parent)
            .setSpanKind(SpanKind.CLIENT)
            .setStartTimestamp(started)
            .setAttribute(OPERATION, "chat")
            .setAttribute(PROVIDER, "openai")
            .setAttribute(MODEL, model.name())
            .setAttribute(INPUT_TOKENS, (long) model.inputTokens())
            .setAttribute(OUTPUT_TOKENS, (long) model.outputTokens())
            .setAttribute(FINISH_REASONS, List.of(model.finishReason()))
            .startSpan();
    if (model.cost() != null) {
      span.setAttribute(COST, model.cost());
    }
    span.end(ended);
  }

  /** Sends what is left, for at most a few seconds. */
  @Override
  public void close() {
    boolean _ = provider.shutdown().join(CLOSE_SECONDS, TimeUnit.SECONDS).isSuccess();
  }
}
