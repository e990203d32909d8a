package io.footnote.serve.server.cli;

import io.footnote.embed.EmbeddingException;
import io.footnote.index.IndexException;
import io.footnote.index.InvalidFilterException;
import io.footnote.serve.engine.model.FootnoteException;
import io.footnote.serve.engine.model.InvalidRequestException;
import io.footnote.serve.server.app.ConfigException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells errors in one sentence, and chooses the exit code. */
final class ErrorPrinter implements IExecutionExceptionHandler {
  private final Session session;

  ErrorPrinter(Session session) {
    this.session = session;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    err.println("footnote: " + sentence(e));
    if (session.options().debug) {
      e.printStackTrace(err);
    }
    err.flush();
    return switch (e) {
      case InvalidRequestException _, InvalidFilterException _, ConfigException _ -> ExitCode.USAGE;
      default -> ExitCode.SOFTWARE;
    };
  }

  private static String sentence(Exception e) {
    return switch (e) {
      case FootnoteException known -> String.valueOf(known.getMessage());
      case InvalidFilterException known -> String.valueOf(known.getMessage());
      case IndexException known -> String.valueOf(known.getMessage());
      case EmbeddingException known -> String.valueOf(known.getMessage());
      case UncheckedIOException io ->
          io.getMessage() + (io.getCause() == null ? "" : ": " + io.getCause().getMessage());
      default -> "unexpected error: " + e + "; --debug shows where it comes from";
    };
  }

  static int wrongUsage(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("footnote: " + String.valueOf(e.getMessage()).replaceFirst("^Error: ", ""));
    UnmatchedArgumentException.printSuggestions(e, err);
    err.println("Try '%s --help'.".formatted(command.getCommandSpec().qualifiedName()));
    err.flush();
    return ExitCode.USAGE;
  }
}
