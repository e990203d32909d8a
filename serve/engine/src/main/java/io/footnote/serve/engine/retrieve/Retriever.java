package io.footnote.serve.engine.retrieve;

import io.footnote.embed.Embedder;
import io.footnote.index.fuse.Fusion;
import io.footnote.index.model.CandidateRequest;
import io.footnote.index.model.DocumentPlaces;
import io.footnote.index.model.IndexKind;
import io.footnote.index.model.QueryText;
import io.footnote.index.model.SearchMode;
import io.footnote.serve.engine.model.CollectionView;
import io.footnote.serve.engine.model.InvalidRequestException;
import io.footnote.serve.engine.model.QueryPart;
import io.footnote.serve.engine.model.UnavailableException;
import io.footnote.serve.engine.text.Terms;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Embeds the query's parts, asks every collection's view for candidates, fuses them, takes the
 * further steps of the profile, lets a reranker judge the best, leaves out near-duplicates if asked
 * to and loads the best passages. On the same views a query always gives the same ranking.
 * Thread-safe.
 */
public final class Retriever {
  /** Enough near misses to explain a ranking. */
  private static final int TRACED_DROPS = 20;

  /** High enough that what differs is wording or a misprint, not what is said. */
  private static final NearDuplicates DUPLICATES = new NearDuplicates(0.8, 50);

  private final QueryVectors vectors;
  private final AskedMeaning meaning;
  private final Fusion fusion;
  private final @Nullable Reranking reranking;

  /**
   * @param embedder asked only when a leg needs a vector
   * @param fusion makes one ranking of both legs, in every profile
   * @param reranking null if no reranker is configured
   */
  public Retriever(Supplier<Embedder> embedder, Fusion fusion, @Nullable Reranking reranking) {
    this.vectors = new QueryVectors(embedder);
    this.meaning = new AskedMeaning(embedder);
    this.fusion = fusion;
    this.reranking = reranking;
  }

  /**
   * @throws InvalidRequestException if the filter cannot be applied, a reranker is wanted where
   *     none is configured, or vectors where there are none
   * @throws UnavailableException if a model fails
   */
  public Retrieval retrieve(List<CollectionView> views, RetrievalRequest wanted, Terms terms) {
    RetrievalRequest request = possible(wanted, views);
    Reranking judge = judge(request);
    float[] vector = vector(request);
    Ranking ranking = rank(views, request, vector, judge);
    return new Retrieval(
        new PassageResults(ranking, request, terms).of(ranking.best(request.topK())),
        ranking.fused().size(),
        ranking.dropped(request.topK(), TRACED_DROPS),
        judge == null ? null : new Retrieval.Reranked(judge.name(), judge.reads(ranking.fused())),
        request.mode(),
        vector);
  }

  /**
   * As {@link #retrieve}, for a question that is to be answered: what was found by words alone,
   * because a collection has no vectors, or with texts that widen the search, is compared with what
   * is asked by meaning too.
   */
  public Retrieval retrieveForAnswering(
      List<CollectionView> views, RetrievalRequest request, Terms terms) {
    Retrieval found = retrieve(views, request, terms);
    List<QueryPart> asked = request.parts().stream().filter(part -> !part.widens()).toList();
    if (found.queryVector() != null && asked.equals(request.parts())) {
      return found;
    }
    float[] question = vectors.of(asked);
    return found.compared(
        found.queryVector() == null
            ? meaning.ofTexts(found.results(), question)
            : AskedMeaning.ofVectors(views, found.results(), question),
        question);
  }

  /**
   * The request as all collections can answer it. Scores of words and of meaning cannot be
   * compared, so one collection without vectors decides for all.
   */
  private static RetrievalRequest possible(RetrievalRequest wanted, List<CollectionView> views) {
    Optional<CollectionView> wordsAlone =
        views.stream().filter(one -> one.view().kind() == IndexKind.LEXICAL_ONLY).findFirst();
    if (wordsAlone.isEmpty()) {
      return wanted;
    }
    return switch (wanted.mode()) {
      case LEXICAL -> wanted;
      case HYBRID -> wanted.in(SearchMode.LEXICAL);
      case SEMANTIC ->
          throw new InvalidRequestException(
              "no_vectors",
              "mode",
              "collection '%s' is lexical-only and has no vectors; search it in mode lexical, or in mode hybrid, which does the same there"
                  .formatted(wordsAlone.get().collection()));
    };
  }

  /**
   * Where the request ranks a document.
   *
   * @return empty if no view shows the document, or it has no passage
   * @throws InvalidRequestException as {@link #retrieve} does
   * @throws UnavailableException if a model fails
   */
  public Optional<Standing> standing(
      List<CollectionView> views, RetrievalRequest wanted, String documentId) {
    RetrievalRequest request = possible(wanted, views);
    Reranking judge = judge(request);
    Ranking ranking = rank(views, request, vector(request), judge);
    Optional<DocumentPlaces> places =
        views.stream()
            .map(view ->
                CandidatePool.checked(() -> view.view().places(ranking.request(), documentId)))
            .flatMap(Optional::stream)
            .findFirst();
    int reranked = judge == null ? 0 : judge.reads(ranking.fused());
    return places.map(found -> Standing.of(ranking, documentId, found, reranked));
  }

  /** Who reranks; null if nobody does. */
  private @Nullable Reranking judge(RetrievalRequest request) {
    return switch (request.rerank()) {
      case NEVER -> null;
      case IF_CONFIGURED -> profile(request).reranks() ? reranking : null;
      case ALWAYS -> {
        if (reranking == null) {
          throw new InvalidRequestException(
              "no_reranker",
              "rerank",
              "rerank is true, but no reranker is configured; set reranker_model to a folder with"
                  + " model.onnx and tokenizer.json of a cross-encoder, or leave rerank out");
        }
        yield reranking;
      }
    };
  }

  private Ranking rank(
      List<CollectionView> views,
      RetrievalRequest request,
      float @Nullable [] vector,
      @Nullable Reranking judge) {
    Ranking ranking = fuse(views, request, vector);
    if (judge != null) {
      ranking = ranking.reranked(judge.rerank(request.text(), ranking.fused(), ranking.pool()));
    }
    return request.deduplicate()
        ? ranking.collapsed(
            DUPLICATES.collapse(
                ranking.ranked(), ranking.pool().passages(ranking.best(DUPLICATES.candidates()))))
        : ranking;
  }

  /** One ranking of both legs, with the steps that lift it. */
  private Ranking fuse(
      List<CollectionView> views, RetrievalRequest request, float @Nullable [] vector) {
    RetrievalProfile profile = profile(request);
    Ranking ranking = fuse(views, candidates(request, vector, profile));
    if (request.mode() != SearchMode.HYBRID || vector == null) {
      return ranking;
    }
    VectorFeedback feedback = profile.feedback();
    if (feedback != null) {
      float[] refined =
          feedback.refine(vector, ranking.fused(), ranking.vectorsOfBest(feedback.candidates()));
      ranking = fuse(views, candidates(request, refined, profile));
    }
    AdjacentSupport adjacent = profile.adjacent();
    if (adjacent != null) {
      ranking = ranking.fusedAs(adjacent.support(ranking.fused()));
    }
    NeighbourSmoothing smoothing = profile.smoothing();
    if (smoothing != null) {
      ranking =
          ranking.fusedAs(
              smoothing.smooth(ranking.fused(), ranking.vectorsOfBest(smoothing.candidates())));
    }
    return ranking;
  }

  private Ranking fuse(List<CollectionView> views, CandidateRequest request) {
    CandidatePool pool = new CandidatePool(views, request);
    return Ranking.of(
        pool, request, fusion.fuse(pool.candidates()).stream().map(Ranked::of).toList());
  }

  private RetrievalProfile profile(RetrievalRequest request) {
    return RetrievalProfile.of(request.profile(), fusion);
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

  private float @Nullable [] vector(RetrievalRequest request) {
    return request.mode() == SearchMode.LEXICAL ? null : vectors.of(request.parts());
  }
}
