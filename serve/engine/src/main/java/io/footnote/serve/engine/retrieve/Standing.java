package io.footnote.serve.engine.retrieve;

import io.footnote.index.model.DocumentPlaces;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where a document stands in a ranking.
 *
 * @param places its best passage in each leg
 * @param depth candidates that each leg gives
 * @param candidates how many were ranked
 * @param fusedRank of its best passage by fusion from 1; 0 if none was a candidate
 * @param reranked how many candidates the reranker read; 0 if none did
 * @param rank of its best passage in the end from 1; 0 if none was left
 * @param score of that passage; 0 likewise
 * @param twin chunk id of the passage that stands for one of its own that would rank higher; null
 *     if none does
 * @param twinRank rank of that passage; 0 likewise
 */
public record Standing(
    DocumentPlaces places,
    int depth,
    int candidates,
    int fusedRank,
    int reranked,
    int rank,
    double score,
    @Nullable String twin,
    int twinRank) {

  static Standing of(Ranking ranking, String documentId, DocumentPlaces places, int reranked) {
    int rank = rank(ranking.ranked(), documentId);
    String twin = twin(ranking, documentId);
    int twinRank =
        IntStream.range(0, ranking.ranked().size())
                .filter(i -> ranking.ranked().get(i).chunkId().equals(twin))
                .findFirst()
                .orElse(-1)
            + 1;
    boolean better = twin != null && (rank == 0 || twinRank < rank);
    return new Standing(
        places,
        ranking.request().depth(),
        ranking.fused().size(),
        rank(ranking.fused(), documentId),
        reranked,
        rank,
        rank == 0 ? 0 : ranking.ranked().get(rank - 1).score(),
        better ? twin : null,
        better ? twinRank : 0);
  }

  /** Of the document's best passage, from 1; 0 if none is there. */
  private static int rank(List<Ranked> ranked, String documentId) {
    return IntStream.range(0, ranked.size())
            .filter(i -> ranked.get(i).candidate().documentId().equals(documentId))
            .findFirst()
            .orElse(-1)
        + 1;
  }

  /** What stands for the best of the document's passages that were left out. */
  private static @Nullable String twin(Ranking ranking, String documentId) {
    return ranking.standIns().stream()
        .filter(one -> one.leftOut().candidate().documentId().equals(documentId))
        .map(one -> one.by().chunkId())
        .findFirst()
        .orElse(null);
  }
}
