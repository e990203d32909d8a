package io.footnote.eval.cli;

import io.footnote.eval.answers.AnswersOptions;
import io.footnote.eval.answers.AnswersResult;
import io.footnote.eval.answers.AnswersRun;
import io.footnote.eval.dataset.DatasetException;
import io.footnote.eval.dataset.EvaluationDataset;
import io.footnote.eval.run.EvaluationOptions;
import io.footnote.eval.run.EvaluationResult;
import io.footnote.eval.run.EvaluationRun;
import io.footnote.serve.server.cli.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs evaluations with the configuration of a command line, on data folders of their own. */
final class Evaluations {
  private final Session session;

  Evaluations(Session session) {
    this.session = session;
  }

  EvaluationResult run(EvaluationDataset dataset, EvaluationOptions options) {
    EvaluationRun run =
        new EvaluationRun(
            folder -> session.app(flags(folder, options.rewriter())).service(), System::nanoTime);
    try (EvaluationDisplay display = new EvaluationDisplay(session.err(), session.terminal())) {
      return run.run(dataset, options, display);
    }
  }

  private static Map<String, String> flags(Path folder, @Nullable String rewriter) {
    String data = folder.toString();
    return rewriter == null ? Map.of("data", data) : Map.of("data", data, "rewriter", rewriter);
  }

  /** Measures answers, telling how far it has come. */
  AnswersResult answers(EvaluationDataset dataset, AnswersOptions options) {
    AnswersRun run =
        new AnswersRun(folder -> session.app(Map.of("data", folder.toString())).service());
    try (EvaluationDisplay display = new EvaluationDisplay(session.err(), session.terminal())) {
      return run.run(dataset, options, display::asked);
    }
  }

  /** Where indexes are kept: what was given, else {@code eval} in the data folder. */
  Path work(@Nullable Path given) {
    return given == null
        ? session.config().config().data().toAbsolutePath().resolve("eval")
        : absolute(given);
  }

  /** A path of the command line, seen from the working folder of the process. */
  Path absolute(Path path) {
    return session.environment().folder().resolve(path).toAbsolutePath().normalize();
  }

  /** Writes a file that somebody asked for. */
  void write(@Nullable Path file, Writer writer) {
    if (file == null) {
      return;
    }
    try {
      writer.write(absolute(file));
    } catch (IOException e) {
      throw new DatasetException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /** Writes one file. */
  interface Writer {
    void write(Path file) throws IOException;
  }
}
