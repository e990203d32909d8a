package io.footnote.serve.server.cli;

import io.footnote.index.model.SearchMode;
import io.footnote.serve.engine.FootnoteService;
import io.footnote.serve.engine.model.Scores;
import io.footnote.serve.engine.model.SearchRequest;
import io.footnote.serve.engine.model.SearchResponse;
import io.footnote.serve.engine.model.SearchResult;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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

  @Option(names = "--explain", description = "Show where each score comes from.")
  private boolean explain;

  SearchCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    SearchRequest request =
        new SearchRequest(
            String.join(" ", query), where.collections, mode, top, where.filter(), explain);
    try (FootnoteService footnote = session.open()) {
      session.print(footnote.search(where.principal(), request), this::show);
    }
    return 0;
  }

  private void show(SearchResponse response) {
    PrintWriter out = session.out();
    if (response.results().isEmpty()) {
      out.println("Nothing found.");
    }
    int rank = 0;
    for (SearchResult result : response.results()) {
      rank++;
      out.println(
          "%2d. %s%s  (%.3f)"
              .formatted(rank, result.title(), Text.page(result.pageStart()), result.score()));
      if (explain) {
        out.println("    " + explanation(result.scores()));
      }
      if (!result.headingPath().isEmpty()) {
        out.println("    " + String.join(" > ", result.headingPath()));
      }
      out.println(Text.indent(Text.shorten(result.text()), 4));
      out.println("    " + result.source());
      out.println();
    }
  }

  private static String explanation(Scores scores) {
    return "words: %s, meaning: %s, together: %.4f"
        .formatted(
            leg(scores.lexical(), scores.lexicalRank()),
            leg(scores.semantic(), scores.semanticRank()),
            scores.fused());
  }

  private static String leg(@Nullable Double score, @Nullable Integer rank) {
    if (score == null) {
      return "not asked";
    }
    String shown = String.format(Locale.ROOT, "%.4f", score);
    return rank == null ? shown : shown + " (rank " + rank + ")";
  }
}
