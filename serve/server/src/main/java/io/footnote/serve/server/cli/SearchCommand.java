package io.footnote.serve.server.cli;

import io.footnote.index.model.Principal;
import io.footnote.index.model.SearchMode;
import io.footnote.serve.engine.FootnoteService;
import io.footnote.serve.engine.model.Duplicate;
import io.footnote.serve.engine.model.Profile;
import io.footnote.serve.engine.model.Rerank;
import io.footnote.serve.engine.model.SearchExplanation;
import io.footnote.serve.engine.model.SearchRequest;
import io.footnote.serve.engine.model.SearchResponse;
import io.footnote.serve.engine.model.SearchResult;
import io.footnote.serve.engine.model.WhyRequest;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds passages. */
@Command(name = "search", description = "Find passages.")
final class SearchCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private final QueryOptions where = new QueryOptions();

  @Parameters(paramLabel = "QUERY", arity = "1..*", description = "What to look for.")
  private List<String> query = List.of();

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "How many passages, 1 to 1000 (default: ${DEFAULT-VALUE}).")
  private int top = SearchRequest.DEFAULT_TOP_K;

  @Option(
      names = "--mode",
      paramLabel = "hybrid|lexical|semantic",
      description = "By words, by meaning, or both (default: hybrid).")
  private SearchMode mode = SearchMode.HYBRID;

  @Option(
      names = "--profile",
      paramLabel = "fast|balanced|accurate",
      description = "How much work for a better ranking (default: balanced).")
  private Profile profile = Profile.BALANCED;

  @Option(
      names = "--rerank",
      negatable = true,
      description =
          "Let the configured reranker reorder the best candidates, or not (default: if one is"
              + " configured, except in the profile fast).")
  private @Nullable Boolean rerank;

  @Option(
      names = "--deduplicate",
      description = "Show a passage that several documents hold once, and name the others.")
  private boolean deduplicate;

  @Option(names = "--explain", description = "Show where each score comes from.")
  private boolean explain;

  @Option(
      names = "--why",
      paramLabel = "DOCUMENT",
      description =
          "Instead of results, say where the search ranks this document (its id), or where it loses"
              + " it.")
  private @Nullable String why;

  @Option(
      names = "--context-tokens",
      paramLabel = "N",
      description = "With --why: also say whether an answer that may read N tokens would read it.")
  private @Nullable Integer contextTokens;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
  private CommandSpec spec;

  SearchCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (contextTokens != null && why == null) {
      throw new ParameterException(spec.commandLine(), "--context-tokens needs --why DOCUMENT");
    }
    SearchRequest request =
        new SearchRequest(
            String.join(" ", query),
            where.collections,
            mode,
            profile,
            top,
            where.filter(),
            rerank(),
            deduplicate,
            explain,
            List.of());
    try (FootnoteService footnote = session.open()) {
      if (why != null) {
        Principal as = where.principal();
        WhyRequest asked = new WhyRequest(request, why, as.operator() ? null : as, contextTokens);
        session.print(footnote.why(QueryOptions.OPERATOR, asked), this::show);
        return 0;
      }
      session.print(footnote.search(where.principal(), request), this::show);
    }
    return 0;
  }

  private Rerank rerank() {
    if (rerank == null) {
      return Rerank.IF_CONFIGURED;
    }
    return rerank ? Rerank.ALWAYS : Rerank.NEVER;
  }

  private void show(SearchResponse response) {
    PrintWriter out = session.out();
    if (response.results().isEmpty()) {
      out.println("Nothing found.");
    }
    if (response.mode() != mode) {
      session
          .err()
          .println("searched by words alone: a collection is lexical-only and has no vectors");
      session.err().flush();
    }
    int rank = 0;
    for (SearchResult result : response.results()) {
      rank++;
      out.println(
          "%2d. %s%s  (%.3f)"
              .formatted(rank, result.title(), Text.page(result.pageStart()), result.score()));
      if (explain) {
        out.println("    " + Explanations.scores(result));
      }
      if (!result.headingPath().isEmpty()) {
        out.println("    " + String.join(" > ", result.headingPath()));
      }
      out.println(Text.indent(Text.shorten(result.text()), 4));
      out.println("    " + result.source());
      for (Duplicate duplicate : result.duplicates()) {
        out.println("    says the same: %s (%s)".formatted(duplicate.title(), duplicate.source()));
      }
      out.println();
    }
  }

  private void show(SearchExplanation explanation) {
    Explanations.lines(explanation).forEach(session.out()::println);
  }
}
