package io.footnote.eval.cli;

import io.footnote.eval.answers.AnswersOptions;
import io.footnote.eval.answers.AnswersResult;
import io.footnote.eval.answers.Half;
import io.footnote.eval.dataset.DatasetReader;
import io.footnote.eval.report.AnswersGate;
import io.footnote.eval.report.AnswersReport;
import io.footnote.serve.server.cli.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures answers on one test collection. */
@Command(
    name = "answers",
    description = {
      "Ask every question of a test collection and measure the answers: the sentences chosen"
          + " (against gold_sentences), errors planted into answers that checking finds, and the"
          + " questions that are declined."
    })
final class EvalAnswersCommand implements Callable<Integer> {
  private final Session session;
  private final Evaluations evaluations;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
  private CommandSpec spec;

  @Mixin private final CollectionArguments collection = new CollectionArguments();

  @Option(
      names = "--other",
      paramLabel = "DATASET",
      description =
          "A collection of other subjects, whose questions are to be declined; may be"
              + " given several times.")
  private List<Path> others = List.of();

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write a page of HTML with the risk-coverage curve and every wrong check.")
  private @Nullable Path report;

  @Option(
      names = "--gate",
      paramLabel = "FILE",
      description = "Fail if a figure of the held-out half misses its limit in this file.")
  private @Nullable Path gate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of the planted errors; the same seed plants the same (default: 1).")
  private long seed = 1;

  EvalAnswersCommand(Session session) {
    this.session = session;
    this.evaluations = new Evaluations(session);
  }

  @Override
  public Integer call() {
    collection.check();
    AnswersGate required = gate == null ? null : AnswersGate.read(evaluations.absolute(gate));
    AnswersResult result =
        evaluations.answers(
            collection.read(evaluations),
            new AnswersOptions(
                others.stream()
                    .map(other -> DatasetReader.read(evaluations.absolute(other)))
                    .toList(),
                collection.limit(),
                seed,
                collection.work(evaluations)));
    evaluations.write(JsonFile.of(spec), file -> AnswersReport.writeJson(result, file));
    evaluations.write(report, file -> AnswersReport.writeHtml(result, file));
    session.out().print(AnswersReport.toText(result));
    session.out().flush();
    return required == null ? 0 : check(required, result);
  }

  private int check(AnswersGate required, AnswersResult result) {
    List<AnswersGate.Check> checks = required.check(result.of(Half.HELD_OUT));
    checks.forEach(check -> session.out().println(result.dataset() + ": " + check));
    session.out().flush();
    return checks.stream().allMatch(AnswersGate.Check::passed) ? 0 : 1;
  }
}
