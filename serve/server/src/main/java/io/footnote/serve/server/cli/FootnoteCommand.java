package io.footnote.serve.server.cli;

import io.footnote.serve.server.app.Environment;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program: what it does is in its subcommands. */
@Command(
    name = "footnote",
    description =
        "Answers questions from your own documents and shows where each answer comes from.",
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND")
public final class FootnoteCommand implements Runnable {
  @Mixin
  @SuppressWarnings("UnusedVariable") // picocli reads and fills it
  private final GlobalOptions options;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
  private CommandSpec spec;

  private FootnoteCommand(Session session) {
    this.options = session.options();
  }

  /** A session of the real process. */
  @SuppressWarnings("SystemConsoleNull") // documented to be null where there is none
  public static Session processSession() {
    Charset charset = System.out.charset();
    Console console = System.console();
    boolean terminal = console != null && console.isTerminal();
    return new Session(
        Environment.ofProcess(),
        new PrintWriter(new java.io.OutputStreamWriter(System.out, charset), true),
        new PrintWriter(new java.io.OutputStreamWriter(System.err, charset), true),
        terminal);
  }

  /** The command line with every command of this module; others may be added to it. */
  public static CommandLine commandLine(Session session) {
    CommandLine commandLine = new CommandLine(new FootnoteCommand(session));
    commandLine.addSubcommand(new DemoCommand(session));
    commandLine.addSubcommand(new IngestCommand(session));
    commandLine.addSubcommand(new SearchCommand(session));
    commandLine.addSubcommand(new AskCommand(session));
    commandLine.addSubcommand(new ServeCommand(session));
    commandLine.addSubcommand(new DocsCommand(session));
    commandLine.addSubcommand(new JobsCommand(session));
    commandLine.addSubcommand(new ConversationsCommand(session));
    commandLine.addSubcommand(new MemoryCommand(session));
    commandLine.addSubcommand(new TracesCommand(session));
    commandLine.addSubcommand(new KeysCommand(session));
    commandLine.addSubcommand(new IndexCommand(session));
    commandLine.addSubcommand(new DoctorCommand(session));
    commandLine.addSubcommand(new ConfigCommand(session));
    return prepare(commandLine, session);
  }

  /** Gives a command line, after everything was added, Footnote's manners. */
  public static CommandLine prepare(CommandLine commandLine, Session session) {
    withHelp(commandLine);
    commandLine.setOut(session.raw());
    commandLine.setErr(session.err());
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setExecutionExceptionHandler(new ErrorPrinter(session));
    commandLine.setParameterExceptionHandler(ErrorPrinter::wrongUsage);
    commandLine.setExecutionStrategy(parsed -> {
      Logging.configure(session.options().debug);
      return new CommandLine.RunLast().execute(parsed);
    });
    return commandLine;
  }

  private static void withHelp(CommandLine commandLine) {
    if (!commandLine.getCommandSpec().mixinStandardHelpOptions()) {
      commandLine.getCommandSpec().mixinStandardHelpOptions(true);
    }
    commandLine.getSubcommands().values().forEach(FootnoteCommand::withHelp);
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "a command is needed; 'footnote --help' lists them");
  }
}
