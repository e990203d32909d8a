package io.footnote.serve.engine.retrieve;

import io.footnote.embed.Embedder;
import io.footnote.index.fuse.Fusion;
import io.footnote.index.model.CandidateRequest;
import io.footnote.index.model.DocumentPlaces;
import io.footnote.index.model.QueryText;
import io.footnote.index.model.SearchMode;
import io.footnote.serve.engine.model.CollectionView;
import io.footnote.serve.engine.model.Dropped;
import io.footnote.serve.engine.model.InvalidRequestException;
import io.footnote.serve.engine.model.UnavailableException;
import io.footnote.serve.engine.text.Terms;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Embeds the query's parts, asks every collection's view for candidates, fuses them, takes the
 * further steps of the profile and loads the best passages. On the same views a query always gives
 * the same ranking. Thread-safe.
 */
public final class Retriever {
  /** Enough near misses to explain a ranking. */
  private static final int TRACED_DROPS = 20;

  private final QueryVectors vectors;
  private final Fusion fusion;

  /**
   * @param embedder asked only when a leg needs a vector
   * @param fusion makes one ranking of both legs, in every profile
   */
  public Retriever(Supplier<Embedder> embedder, Fusion fusion) {
    this.vectors = new QueryVectors(embedder);
    this.fusion = fusion;
  }

  /**
   * @throws InvalidRequestException if the filter cannot be applied
   * @throws UnavailableException if the model fails
   */
  public Retrieval retrieve(List<CollectionView> views, RetrievalRequest request, Terms terms) {
    float[] vector = request.mode() == SearchMode.LEXICAL ? null : vectors.of(request.parts());
    Ranking ranking = rank(views, request, vector);
    List<Ranked> ranked = ranking.ranked();
    List<Ranked> best = ranked.subList(0, Math.min(request.topK(), ranked.size()));
    List<Dropped> dropped =
        ranked.subList(best.size(), Math.min(best.size() + TRACED_DROPS, ranked.size())).stream()
            .map(one ->
                new Dropped(
                    one.chunkId(),
                    "below top_k %d with score %.4f".formatted(request.topK(), one.score())))
            .toList();
    return new Retrieval(
        new PassageResults(ranking.pool(), request, terms).of(best),
        ranked.size(),
        dropped,
        vector);
  }

  /**
   * Where the request ranks a document.
   *
   * @return empty if no view shows the document, or it has no passage
   * @throws InvalidRequestException if the filter cannot be applied
   * @throws UnavailableException if the model fails
   */
  public Optional<Standing> standing(
      List<CollectionView> views, RetrievalRequest request, String documentId) {
    float[] vector = request.mode() == SearchMode.LEXICAL ? null : vectors.of(request.parts());
    RetrievalProfile profile = RetrievalProfile.of(request.profile(), fusion);
    CandidateRequest wanted = candidates(request, vector, profile);
    Optional<DocumentPlaces> places =
        views.stream()
            .map(view -> CandidatePool.checked(() -> view.view().places(wanted, documentId)))
            .flatMap(Optional::stream)
            .findFirst();
    return places.map(
        found -> Standing.of(rank(views, request, vector).ranked(), documentId, found, profile));
  }

  private Ranking rank(
      List<CollectionView> views, RetrievalRequest request, float @Nullable [] vector) {
    RetrievalProfile profile = RetrievalProfile.of(request.profile(), fusion);
    Ranking ranking = fuse(views, candidates(request, vector, profile));
    if (request.mode() != SearchMode.HYBRID || vector == null) {
      return ranking;
    }
    VectorFeedback feedback = profile.feedback();
    if (feedback != null) {
      float[] refined =
          feedback.refine(vector, ranking.ranked(), ranking.vectorsOfBest(feedback.candidates()));
      ranking = fuse(views, candidates(request, refined, profile));
    }
    AdjacentSupport adjacent = profile.adjacent();
    if (adjacent != null) {
      ranking = new Ranking(ranking.pool(), adjacent.support(ranking.ranked()));
    }
    NeighbourSmoothing smoothing = profile.smoothing();
    if (smoothing != null) {
      ranking =
          new Ranking(
              ranking.pool(),
              smoothing.smooth(ranking.ranked(), ranking.vectorsOfBest(smoothing.candidates())));
    }
    return ranking;
  }

  private Ranking fuse(List<CollectionView> views, CandidateRequest request) {
    CandidatePool pool = new CandidatePool(views, request);
    return new Ranking(pool, fusion.fuse(pool.candidates()).stream().map(Ranked::of).toList());
  }

  @SuppressWarnings("NullAway") // does not see that the record's array may be null
  private static CandidateRequest candidates(
      RetrievalRequest request, float @Nullable [] vector, RetrievalProfile profile) {
    List<QueryText> texts =
        request.parts().stream()
            .filter(part -> part.lexicalWeight() > 0)
            .map(part -> new QueryText(part.text(), part.lexicalWeight()))
            .toList();
    return new CandidateRequest(texts, vector, request.mode(), request.filter(), profile.depth());
  }

  /**
   * @param ranked all candidates of the pool, best first
   */
  private record Ranking(CandidatePool pool, List<Ranked> ranked) {
    Map<String, float[]> vectorsOfBest(int count) {
      return pool.vectors(ranked.subList(0, Math.min(count, ranked.size())));
    }
  }
}
