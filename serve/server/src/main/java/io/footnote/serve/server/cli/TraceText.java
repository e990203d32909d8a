package io.footnote.serve.server.cli;

import io.footnote.serve.engine.model.Dropped;
import io.footnote.serve.engine.trace.Trace;
import io.footnote.serve.engine.trace.TraceStage;
import io.footnote.serve.engine.trace.TraceStage.ModelUse;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** A trace for people: a line per stage, and beneath it what it got and made. */
final class TraceText {
  private static final int DROPPED_SHOWN = 5;
  private static final int INDENT = 4;

  private final PrintWriter out;

  TraceText(PrintWriter out) {
    this.out = out;
  }

  void print(Trace trace) {
    out.println(
        "Trace %s: %s by %s at %s, %d ms"
            .formatted(
                trace.traceId(),
                trace.kind(),
                trace.principal().user(),
                trace.started(),
                trace.millis()));
    out.println(Text.indent(trace.input(), INDENT));
    for (TraceStage stage : trace.stages()) {
      out.println();
      stage(stage);
    }
    if (trace.error() != null) {
      out.println();
      out.println("Ended by " + trace.error());
    }
  }

  private void stage(TraceStage stage) {
    String tokens = stage.tokens() == 0 ? "" : ", " + Text.count(stage.tokens(), "token");
    out.println(
        "%s: %s, began at %d ms, took %d ms%s"
            .formatted(
                stage.name(),
                stage.status().name().toLowerCase(Locale.ROOT),
                stage.startedMs(),
                stage.millis(),
                tokens));
    out.println(Text.indent("< " + stage.input(), INDENT));
    out.println(Text.indent("> " + stage.output(), INDENT));
    ModelUse model = stage.model();
    if (model != null) {
      out.println(
          Text.indent(
              "model %s read %d and wrote %d tokens, finish reason %s%s"
                  .formatted(
                      model.name(),
                      model.inputTokens(),
                      model.outputTokens(),
                      model.finishReason(),
                      cost(model)),
              INDENT));
    }
    dropped(stage.dropped());
  }

  private static String cost(ModelUse model) {
    return model.cost() == null ? "" : String.format(Locale.ROOT, ", cost %.6f", model.cost());
  }

  private void dropped(List<Dropped> dropped) {
    dropped.stream()
        .limit(DROPPED_SHOWN)
        .forEach(
            one -> out.println(Text.indent("left out " + one.id() + ": " + one.reason(), INDENT)));
    int more = dropped.size() - DROPPED_SHOWN;
    if (more > 0) {
      out.println(Text.indent("left out " + more + " more; --json has them all", INDENT));
    }
  }
}
