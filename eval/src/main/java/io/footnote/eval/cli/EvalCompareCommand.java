package io.footnote.eval.cli;

import io.footnote.eval.report.Comparison;
import io.footnote.serve.server.cli.Session;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Compares two results. */
@Command(
    name = "compare",
    description = {
      "Compare two results of 'eval run --json' query by query: the difference of each metric and"
          + " the p-value of a paired randomisation test."
    })
final class EvalCompareCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(index = "0", paramLabel = "A", description = "First result.")
  @SuppressWarnings("NullAway.Init") // required: picocli sets it
  private Path first;

  @Parameters(
      index = "1",
      paramLabel = "B",
      description = "Second result, compared with the first.")
  @SuppressWarnings("NullAway.Init") // required: picocli sets it
  private Path second;

  EvalCompareCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    session.out().print(Comparison.of(first, second).toText());
    session.out().flush();
    return 0;
  }
}
