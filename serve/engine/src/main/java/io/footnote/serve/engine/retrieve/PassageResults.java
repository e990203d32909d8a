package io.footnote.serve.engine.retrieve;

import io.footnote.index.model.Candidate;
import io.footnote.index.model.ChunkRecord;
import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.PassageRecord;
import io.footnote.serve.engine.model.CollectionView;
import io.footnote.serve.engine.model.Duplicate;
import io.footnote.serve.engine.model.ResultExplanation;
import io.footnote.serve.engine.model.Scores;
import io.footnote.serve.engine.model.SearchResult;
import io.footnote.serve.engine.retrieve.NearDuplicates.StandIn;
import io.footnote.serve.engine.retrieve.RetrievalRequest.Explain;
import io.footnote.serve.engine.text.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Loads passages of ranked candidates and makes results of them. */
final class PassageResults {
  private final Ranking ranking;
  private final CandidatePool pool;
  private final RetrievalRequest request;
  private final Terms terms;
  private final Set<String> queryTerms;
  private final Map<String, Integer> fusedRanks;

  PassageResults(Ranking ranking, RetrievalRequest request, Terms terms) {
    this.ranking = ranking;
    pool = ranking.pool();
    fusedRanks = request.explain() == Explain.NOTHING ? Map.of() : ranking.fusedRanks();
    this.request = request;
    this.terms = terms;
    queryTerms = terms.distinct(request.text());
  }

  List<SearchResult> of(List<Ranked> best) {
    Map<String, PassageRecord> passages = pool.passages(best);
    List<SearchResult> results = new ArrayList<>();
    for (Ranked ranked : best) {
      PassageRecord passage = passages.get(ranked.chunkId());
      if (passage != null) {
        results.add(result(ranked, passage, pool.origin(ranked)));
      }
    }
    return results;
  }

  private SearchResult result(Ranked ranked, PassageRecord passage, CollectionView origin) {
    Candidate candidate = ranked.candidate();
    ChunkRecord chunk = passage.chunk();
    DocumentRecord document = passage.document();
    return new SearchResult(
        chunk.chunkId(),
        document.documentId(),
        origin.collection(),
        document.title(),
        document.source(),
        chunk.pageStart(),
        chunk.pageEnd(),
        chunk.span().start(),
        chunk.span().end(),
        chunk.headingPath(),
        chunk.text(),
        chunk.context(),
        terms.occurrences(queryTerms, chunk.text()),
        document.metadata(),
        ranked.score(),
        new Scores(
            score(candidate.lexicalScore()),
            score(candidate.semanticScore()),
            ranked.fused(),
            ranked.judged()),
        duplicates(ranked),
        explanation(ranked, origin));
  }

  private List<Duplicate> duplicates(Ranked of) {
    List<Duplicate> duplicates = new ArrayList<>();
    for (StandIn standIn : ranking.standIns()) {
      PassageRecord passage =
          pool.passages(List.of(standIn.leftOut())).get(standIn.leftOut().chunkId());
      if (standIn.by().chunkId().equals(of.chunkId()) && passage != null) {
        DocumentRecord document = passage.document();
        duplicates.add(
            new Duplicate(
                passage.chunk().chunkId(),
                document.documentId(),
                pool.origin(standIn.leftOut()).collection(),
                document.title(),
                document.source()));
      }
    }
    return duplicates;
  }

  private @Nullable ResultExplanation explanation(Ranked ranked, CollectionView origin) {
    if (request.explain() == Explain.NOTHING) {
      return null;
    }
    return new ResultExplanation(
        rank(ranked.candidate().lexicalRank()),
        rank(ranked.candidate().semanticRank()),
        ranked.parts(),
        ranked.judged() == null ? null : fusedRanks.get(ranked.chunkId()),
        request.explain() == Explain.TERMS
            ? origin.view().termScores(request.text(), ranked.chunkId())
            : null);
  }

  private static @Nullable Double score(double score) {
    return Double.isNaN(score) ? null : score;
  }

  private static @Nullable Integer rank(int rank) {
    return rank == 0 ? null : rank;
  }
}
