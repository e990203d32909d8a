package io.footnote.serve.server.cli;

import io.footnote.serve.engine.FootnoteService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Traces. */
@Command(name = "traces", description = "Show how an answer came about, stage by stage.")
final class TracesCommand extends CommandGroup {
  private final Session session;

  TracesCommand(Session session) {
    this.session = session;
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
}
