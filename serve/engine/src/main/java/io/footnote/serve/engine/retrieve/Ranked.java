package io.footnote.serve.engine.retrieve;

import io.footnote.index.fuse.Fusion.Fused;
import io.footnote.index.model.Candidate;
import io.footnote.serve.engine.model.ResultExplanation.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A candidate in the ranking, with what its score is made of.
 *
 * @param adjacent what passages next to it in its document add
 * @param similar what similar candidates add
 * @param judged the reranker's score; null if it did not judge this candidate
 */
record Ranked(
    Candidate candidate,
    double lexical,
    double semantic,
    double adjacent,
    double similar,
    @Nullable Double judged) {
  static final Comparator<Ranked> BEST_FIRST =
      Comparator.comparingDouble(Ranked::score).reversed().thenComparing(Ranked::chunkId);

  static Ranked of(Fused fused) {
    return new Ranked(fused.candidate(), fused.lexicalPart(), fused.semanticPart(), 0, 0, null);
  }

  String chunkId() {
    return candidate.chunkId();
  }

  double fused() {
    return lexical + semantic + adjacent + similar;
  }

  /** The reranker's if there is one, else the fused one. */
  double score() {
    return judged == null ? fused() : judged;
  }

  /** This candidate with the reranker's score. */
  Ranked withJudgement(double score) {
    return new Ranked(candidate, lexical, semantic, adjacent, similar, score);
  }

  /** This candidate with its score scaled and a part for similar candidates. */
  Ranked withSimilar(double scale, double support) {
    return new Ranked(
        candidate,
        scale * lexical,
        scale * semantic,
        scale * adjacent,
        scale * similar + support,
        judged);
  }

  /** This candidate with its score scaled and a part for adjacent passages. */
  Ranked withAdjacent(double scale, double support) {
    return new Ranked(
        candidate,
        scale * lexical,
        scale * semantic,
        scale * adjacent + support,
        scale * similar,
        judged);
  }

  List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    if (!Double.isNaN(candidate.lexicalScore())) {
      parts.add(new Part("lexical", lexical));
    }
    if (!Double.isNaN(candidate.semanticScore())) {
      parts.add(new Part("semantic", semantic));
    }
    if (adjacent != 0) {
      parts.add(new Part("adjacent", adjacent));
    }
    if (similar != 0) {
      parts.add(new Part("similar", similar));
    }
    return parts;
  }
}
