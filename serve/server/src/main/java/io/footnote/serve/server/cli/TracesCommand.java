package io.footnote.serve.server.cli;

import io.footnote.serve.engine.FootnoteService;
import io.footnote.serve.engine.model.TraceReplay;
import io.footnote.serve.engine.model.TraceReplay.ReplayedStage;
import io.footnote.serve.engine.trace.TraceInfo;
import io.footnote.serve.engine.trace.TracePage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Traces. */
@Command(
    name = "traces",
    description = "List, show and replay how answers came about, stage by stage.")
final class TracesCommand extends CommandGroup {
  private final Session session;

  TracesCommand(Session session) {
    this.session = session;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "List what was searched for and asked, newest first.")
  int list(
      @Mixin AsOption as,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "50",
              description = "At most this many (default: ${DEFAULT-VALUE}).")
          int limit,
      @Option(
              names = "--cursor",
              paramLabel = "CURSOR",
              description = "Go on where a list ended, which with --json is its next_cursor.")
          @Nullable String cursor) {
    try (FootnoteService footnote = session.open()) {
      session.print(footnote.traces(as.principal(), limit, cursor), this::page);
    }
    return 0;
  }

  private void page(TracePage page) {
    for (TraceInfo trace : page.traces()) {
      session
          .out()
          .println(
              "%s  %s, %s, %d ms: %s%s"
                  .formatted(
                      trace.traceId(),
                      trace.kind(),
                      trace.started(),
                      trace.millis(),
                      Text.shorten(trace.input()),
                      trace.error() == null ? "" : " (ended by " + trace.error() + ")"));
    }
    String more = page.nextCursor();
    session
        .out()
        .println(
            Text.count(page.traces().size(), "trace")
                + (more == null ? "" : "; more with --cursor " + more));
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Show what each stage got, made and left out, and how long it took.")
  int show(
      @Mixin AsOption as,
      @Parameters(paramLabel = "ID", description = "The answer's trace_id.") String id) {
    try (FootnoteService footnote = session.open()) {
      session.print(footnote.trace(as.principal(), id), new TraceText(session.out())::print);
    }
    return 0;
  }

  @Command(
      name = "replay",
      mixinStandardHelpOptions = true,
      description = {
        "Run an answer's stages again, from the passages that were retrieved for it.",
        "Fails if a stage makes something else than it did then."
      })
  int replay(
      @Mixin AsOption as,
      @Parameters(paramLabel = "ID", description = "The answer's trace_id.") String id) {
    try (FootnoteService footnote = session.open()) {
      TraceReplay replay = footnote.replay(as.principal(), id);
      session.print(replay, this::stages);
      return replay.same() ? 0 : 1;
    }
  }

  private void stages(TraceReplay replay) {
    for (ReplayedStage stage : replay.stages()) {
      session.out().println(stage.name() + ": " + (stage.same() ? "same" : "differs"));
      if (!stage.same()) {
        session.out().println(Text.indent("then: " + stage.then(), 4));
        session.out().println(Text.indent("now: " + stage.now(), 4));
      }
    }
    replay.changes().forEach(session.out()::println);
  }
}
