package io.footnote.eval.cli;

import io.footnote.eval.dataset.DatasetReader;
import io.footnote.eval.dataset.EvaluationDataset;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What every command is told that measures one test collection. */
final class CollectionArguments {
  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
  private CommandSpec command;

  @Parameters(paramLabel = "DATASET", description = "Folder of the test collection.")
  @SuppressWarnings("NullAway.Init") // required: picocli sets it
  private Path dataset;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Ask the first N questions of each collection only.")
  private int limit = Integer.MAX_VALUE;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "Where indexes are kept between runs (default: eval in the data folder).")
  private @Nullable Path work;

  /**
   * @throws ParameterException if the limit is none; to be called before anything is read
   */
  void check() {
    if (limit < 1) {
      throw new ParameterException(
          command.commandLine(), "--limit must be at least 1, but got: " + limit);
    }
  }

  EvaluationDataset read(Evaluations evaluations) {
    return DatasetReader.read(evaluations.absolute(dataset));
  }

  int limit() {
    return limit;
  }

  Path work(Evaluations evaluations) {
    return evaluations.work(work);
  }
}
