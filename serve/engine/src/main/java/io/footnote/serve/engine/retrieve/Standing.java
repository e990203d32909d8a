package io.footnote.serve.engine.retrieve;

import io.footnote.index.model.DocumentPlaces;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where a document stands in a ranking.
 *
 * @param places its best passage in each leg
 * @param depth candidates that each leg gives
 * @param candidates how many were ranked
 * @param rank of its best passage among them from 1; 0 if none was a candidate
 * @param score of that passage; 0 likewise
 */
public record Standing(DocumentPlaces places, int depth, int candidates, int rank, double score) {

  static Standing of(
      List<Ranked> ranked, String documentId, DocumentPlaces places, RetrievalProfile profile) {
    int index =
        IntStream.range(0, ranked.size())
            .filter(i -> ranked.get(i).candidate().documentId().equals(documentId))
            .findFirst()
            .orElse(-1);
    double score = index < 0 ? 0 : ranked.get(index).score();
    return new Standing(places, profile.depth(), ranked.size(), index + 1, score);
  }
}
