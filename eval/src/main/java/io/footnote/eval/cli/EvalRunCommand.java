package io.footnote.eval.cli;

import io.footnote.eval.report.HtmlReport;
import io.footnote.eval.report.JsonReport;
import io.footnote.eval.report.TextReport;
import io.footnote.eval.run.EvaluationOptions;
import io.footnote.eval.run.EvaluationResult;
import io.footnote.index.model.SearchMode;
import io.footnote.serve.engine.model.Profile;
import io.footnote.serve.server.cli.Session;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures one test collection. */
@Command(
    name = "run",
    description = {
      "Ingest a test collection (BEIR, or documents with questions.jsonl), ask its queries in each"
          + " mode and measure what is found. The index is kept for the next run."
    })
final class EvalRunCommand implements Callable<Integer> {
  private final Session session;
  private final Evaluations evaluations;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
  private CommandSpec spec;

  @Mixin private final CollectionArguments collection = new CollectionArguments();

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write a page of HTML with every query.")
  private @Nullable Path report;

  @Option(
      names = "--modes",
      split = ",",
      paramLabel = "MODE",
      description = "Which of lexical, semantic, hybrid to measure (default: all).")
  private Set<SearchMode> modes = EnumSet.allOf(SearchMode.class);

  @Option(
      names = "--profile",
      paramLabel = "fast|balanced|accurate",
      description = "How hybrid search ranks (default: balanced).")
  private Profile profile = Profile.BALANCED;

  @Option(
      names = "--rewrite",
      paramLabel = "rules|none|MODEL",
      description = "Who finds out what follow-ups ask for (default: as configured).")
  private @Nullable String rewriter;

  @Option(
      names = "--rerank",
      description = "Let the configured reranker reorder the best candidates.")
  private boolean rerank;

  @Option(names = "--deduplicate", description = "Show a passage that several documents hold once.")
  private boolean deduplicate;

  @Option(
      names = "--fresh",
      description = "Ingest again, even if nothing has changed; forgets known vectors too.")
  private boolean fresh;

  EvalRunCommand(Session session) {
    this.session = session;
    this.evaluations = new Evaluations(session);
  }

  @Override
  public Integer call() {
    collection.check();
    EvaluationResult result =
        evaluations.run(
            collection.read(evaluations),
            new EvaluationOptions(
                modes,
                profile,
                rewriter,
                rerank,
                deduplicate,
                collection.limit(),
                collection.work(evaluations),
                fresh));
    evaluations.write(JsonFile.of(spec), file -> JsonReport.write(result, file));
    evaluations.write(report, file -> HtmlReport.write(result, file));
    session.out().print(TextReport.of(result));
    session.out().flush();
    result
        .ingest()
        .failures()
        .forEach(failure ->
            session.err().println("not ingested: " + failure.source() + ": " + failure.reason()));
    session.err().flush();
    return 0;
  }
}
