package io.footnote.eval.cli;

import io.footnote.eval.dataset.DatasetReader;
import io.footnote.eval.report.Gate;
import io.footnote.eval.run.EvaluationOptions;
import io.footnote.eval.run.EvaluationResult;
import io.footnote.serve.engine.model.Profile;
import io.footnote.serve.server.cli.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fails when a collection scores less than it must. */
@Command(
    name = "gate",
    description = "Measure collections and fail if a score is below the minimum of its gate file.")
final class EvalGateCommand implements Callable<Integer> {
  private final Session session;
  private final Evaluations evaluations;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Gate files: a dataset and its minimums, as in eval/gates.")
  private List<Path> files = List.of();

  @Option(
      names = "--collections",
      paramLabel = "DIR",
      required = true,
      description = "Folder in which the datasets lie under their names.")
  @SuppressWarnings("NullAway.Init") // required: picocli sets it
  private Path collections;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "Where indexes are kept between runs (default: eval in the data folder).")
  private @Nullable Path work;

  EvalGateCommand(Session session) {
    this.session = session;
    this.evaluations = new Evaluations(session);
  }

  @Override
  public Integer call() {
    List<Gate> gates = files.stream().map(Gate::read).toList();
    int missed = 0;
    for (Gate gate : gates) {
      Path folder = evaluations.absolute(collections).resolve(gate.dataset());
      EvaluationResult result =
          evaluations.run(
              DatasetReader.read(folder),
              new EvaluationOptions(
                  gate.modes(),
                  Profile.BALANCED,
                  /* rewriter= */ null,
                  /* rerank= */ false,
                  /* deduplicate= */ false,
                  Integer.MAX_VALUE,
                  evaluations.work(work),
                  /* fresh= */ false));
      for (Gate.Check check : gate.check(result)) {
        session.out().println(gate.dataset() + ": " + check);
        missed += check.passed() ? 0 : 1;
      }
      session.out().flush();
    }
    if (missed > 0) {
      session
          .err()
          .println(
              "footnote: "
                  + missed
                  + (missed == 1 ? " score is" : " scores are")
                  + " below the minimum");
      session.err().flush();
      return 1;
    }
    return 0;
  }
}
