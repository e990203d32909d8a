package io.footnote.serve.server.cli;

import io.footnote.index.model.TermScore;
import io.footnote.serve.engine.model.ResultExplanation;
import io.footnote.serve.engine.model.SearchExplanation;
import io.footnote.serve.engine.model.SearchResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Explanations of searches as text. */
final class Explanations {
  private Explanations() {}

  /** Where an explained result's score comes from, in one line or two. */
  static String scores(SearchResult result) {
    ResultExplanation explanation = result.explanation();
    if (explanation == null) {
      return "not explained";
    }
    String line =
        "words: %s, meaning: %s, together: %.4f%s"
                .formatted(
                    leg(result.scores().lexical(), explanation.lexicalRank()),
                    leg(result.scores().semantic(), explanation.semanticRank()),
                    result.scores().fused(),
                    explanation.parts().stream()
                        .map(part ->
                            String.format(Locale.ROOT, "%s %.4f", part.name(), part.value()))
                        .collect(Collectors.joining(" + ", " = ", "")))
            + reranked(result.scores().rerank(), explanation.fusedRank());
    List<TermScore> terms = explanation.terms();
    return terms == null || terms.isEmpty()
        ? line
        : line
            + terms.stream()
                .map(term ->
                    String.format(
                        Locale.ROOT, "%s:%s %.2f", term.field(), term.term(), term.score()))
                .collect(Collectors.joining(", ", "\n    terms: ", ""));
  }

  static List<String> lines(SearchExplanation explanation) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s (%s): %s"
            .formatted(
                explanation.title(),
                explanation.documentId(),
                explanation.stage().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
    lines.add("  " + explanation.reason());
    for (SearchExplanation.LegPlace leg : explanation.legs()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %s: passage %s is number %d with %.4f; the best %d are candidates",
              leg.leg(),
              leg.chunkId(),
              leg.rank(),
              leg.score(),
              leg.depth()));
    }
    lines.add("  " + explanation.remedy());
    return lines;
  }

  private static String reranked(@Nullable Double score, @Nullable Integer fusedRank) {
    return score == null || fusedRank == null
        ? ""
        : String.format(Locale.ROOT, ", reranked: %.4f (rank %d before)", score, fusedRank);
  }

  private static String leg(@Nullable Double score, @Nullable Integer rank) {
    if (score == null) {
      return "not asked";
    }
    String shown = String.format(Locale.ROOT, "%.4f", score);
    return rank == null ? shown : shown + " (rank " + rank + ")";
  }
}
