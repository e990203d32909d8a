package io.footnote.eval.run;

import io.footnote.eval.dataset.DatasetException;
import io.footnote.eval.dataset.EvaluationDataset;
import io.footnote.eval.dataset.EvaluationQuery;
import io.footnote.index.model.IndexStats;
import io.footnote.index.model.SearchMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Measures Footnote on a test collection: brings its documents in unless they are there from an
 * earlier run, asks every judged query in each mode through the same service that people use, and
 * measures the rankings.
 */
public final class EvaluationRun {
  private final ServiceOpener opener;
  private final LongSupplier nanoClock;

  /**
   * @param nanoClock as {@link System#nanoTime}
   */
  public EvaluationRun(ServiceOpener opener, LongSupplier nanoClock) {
    this.opener = opener;
    this.nanoClock = nanoClock;
  }

  /**
   * @throws DatasetException if there is nothing to ask or ingestion fails as a whole
   */
  public EvaluationResult run(
      EvaluationDataset dataset, EvaluationOptions options, EvaluationProgress progress) {
    List<EvaluationQuery> judged =
        dataset.queries().stream().filter(EvaluationQuery::judged).toList();
    if (judged.isEmpty()) {
      throw new DatasetException(
          dataset.folder() + " has no query that something is judged relevant to");
    }
    List<EvaluationQuery> asked = judged.stream().limit(options.limit()).toList();
    EvaluationIndex.Ready index =
        new EvaluationIndex(dataset, options.work(), opener).open(options.fresh(), progress);
    try (var service = index.service()) {
      QueryRunner runner = new QueryRunner(service, dataset, options, nanoClock);
      List<ModeResult> modes = new ArrayList<>();
      for (SearchMode mode : options.orderedModes()) {
        modes.add(runner.run(mode, asked, progress));
      }
      IndexStats stats = service.stats(EvaluationIndex.OPERATOR, EvaluationIndex.COLLECTION);
      return new EvaluationResult(
          dataset.name(),
          stats.documents(),
          stats.chunks(),
          asked.size(),
          dataset.queries().size() - judged.size(),
          (int) asked.stream().filter(EvaluationQuery::followUp).count(),
          index.reused(),
          index.record().ingest(),
          index.record().manifest(),
          QueryRunner.DEPTH,
          modes);
    }
  }
}
