package io.footnote.serve.engine.retrieve;

import io.footnote.index.model.ChunkRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets passages that stand next to each other in a document support each other: what answers a
 * question seldom stands alone among pages that have nothing to do with it. Each candidate gives up
 * a share of its score for the better of its two neighbours', 0 if neither is a candidate. A
 * document's first passage without a candidate behind it keeps its score, because it may be the
 * only one.
 *
 * @param share of a score that the neighbour decides, 0 to 1
 */
record AdjacentSupport(double share) {

  /**
   * @param ranked all candidates
   * @return the same candidates with new scores, best first
   */
  List<Ranked> support(List<Ranked> ranked) {
    Map<String, Double> scores = new HashMap<>();
    ranked.forEach(candidate -> scores.put(candidate.chunkId(), candidate.score()));
    List<Ranked> supported = new ArrayList<>(ranked.size());
    for (Ranked candidate : ranked) {
      String documentId = candidate.candidate().documentId();
      int ordinal = ChunkRecord.ordinal(candidate.chunkId());
      Double after = scores.get(ChunkRecord.id(documentId, ordinal + 1));
      if (ordinal == 0 && after == null) {
        supported.add(candidate);
      } else {
        double before =
            ordinal == 0 ? 0 : scores.getOrDefault(ChunkRecord.id(documentId, ordinal - 1), 0.0);
        double neighbour = Math.max(before, after == null ? 0 : after);
        supported.add(candidate.withAdjacent(1 - share, share * neighbour));
      }
    }
    supported.sort(Ranked.BEST_FIRST);
    return supported;
  }
}
