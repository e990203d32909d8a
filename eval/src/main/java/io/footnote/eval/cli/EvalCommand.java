package io.footnote.eval.cli;

import io.footnote.serve.server.cli.Session;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measuring retrieval and answers; each of its subcommands does one part. */
@Command(name = "eval", description = "Measure retrieval and answers on test collections.")
final class EvalCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
  private CommandSpec spec;

  /** The group with its subcommands. */
  static CommandLine commandLine(Session session) {
    return new CommandLine(new EvalCommand())
        .addSubcommand(new EvalRunCommand(session))
        .addSubcommand(new EvalCompareCommand(session))
        .addSubcommand(new EvalGateCommand(session))
        .addSubcommand(new EvalAnswersCommand(session));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "'%s' needs a subcommand: %s"
            .formatted(spec.qualifiedName(), String.join(", ", spec.subcommands().keySet())));
  }
}
