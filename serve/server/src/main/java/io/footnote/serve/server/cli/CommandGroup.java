package io.footnote.serve.server.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that does nothing without one of its subcommands. */
abstract class CommandGroup implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "'%s' needs a subcommand: %s"
            .formatted(spec.qualifiedName(), String.join(", ", spec.subcommands().keySet())));
  }

  /** Of one of its subcommands, which is pointed to for help. */
  ParameterException wrongUsage(String subcommand, String message) {
    return new ParameterException(spec.subcommands().get(subcommand), message);
  }
}
