package io.footnote.eval.cli;

import io.footnote.serve.server.cli.FootnoteCommand;
import io.footnote.serve.server.cli.Session;
import picocli.CommandLine;

/** The program {@code footnote}. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(commandLine(FootnoteCommand.processSession()).execute(arguments));
  }

  /** Every command there is. */
  public static CommandLine commandLine(Session session) {
    CommandLine root = FootnoteCommand.commandLine(session);
    root.addSubcommand(EvalCommand.commandLine(session));
    root.addSubcommand(new MockModelCommand(session));
    JsonFile.takeBy(root, "run", "answers");
    return FootnoteCommand.prepare(root, session);
  }
}
