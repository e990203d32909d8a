package io.footnote.serve.engine.retrieve;

import io.footnote.embed.Embedder;
import io.footnote.embed.EmbeddingException;
import io.footnote.index.InvalidFilterException;
import io.footnote.index.fuse.Fusion.Fused;
import io.footnote.index.model.Candidate;
import io.footnote.index.model.CandidateRequest;
import io.footnote.index.model.PassageRecord;
import io.footnote.index.model.SearchMode;
import io.footnote.index.model.Span;
import io.footnote.serve.engine.model.CollectionView;
import io.footnote.serve.engine.model.Dropped;
import io.footnote.serve.engine.model.InvalidRequestException;
import io.footnote.serve.engine.model.Scores;
import io.footnote.serve.engine.model.SearchResult;
import io.footnote.serve.engine.text.Term;
import io.footnote.serve.engine.text.Terms;
import io.footnote.serve.engine.model.UnavailableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Embeds the query, asks every collection's view for candidates, fuses them once and loads the best
 * passages. On the same views a query always gives the same ranking. Thread-safe.
 */
public final class Retriever {
  /** Enough near misses to explain a ranking. */
  private static final int TRACED_DROPS = 20;

  private final Supplier<Embedder> embedder;
  private final RetrievalProfile profile;

  /**
   * @param embedder asked only when a leg needs a vector
   */
  public Retriever(Supplier<Embedder> embedder, RetrievalProfile profile) {
    this.embedder = embedder;
    this.profile = profile;
  }

  /**
   * @throws InvalidRequestException if the filter cannot be applied
   * @throws UnavailableException if the model fails
   */
  public Retrieval retrieve(List<CollectionView> views, RetrievalRequest request, Terms terms) {
    float[] vector = request.mode() == SearchMode.LEXICAL ? null : embed(request.text());
    Map<String, CollectionView> origins = new HashMap<>();
    List<Candidate> pooled = new ArrayList<>();
    for (CollectionView view : views) {
      for (Candidate candidate : candidates(view, request, vector)) {
        if (origins.putIfAbsent(candidate.chunkId(), view) == null) {
          pooled.add(candidate);
        }
      }
    }
    List<Fused> ranked = profile.fusion().fuse(pooled);
    List<Fused> best = ranked.subList(0, Math.min(request.topK(), ranked.size()));
    List<Dropped> dropped =
        ranked.subList(best.size(), Math.min(best.size() + TRACED_DROPS, ranked.size())).stream()
            .map(
                fused ->
                    new Dropped(
                        fused.candidate().chunkId(),
                        "below top_k %d with score %.4f".formatted(request.topK(), fused.score())))
            .toList();
    return new Retrieval(
        results(best, origins, request, terms), ranked.size(), dropped, vector);
  }

  @SuppressWarnings("NullAway") // does not see that the record's array may be null
  private List<Candidate> candidates(
      CollectionView view, RetrievalRequest request, float @Nullable [] vector) {
    try {
      return view.view()
          .candidates(
              new CandidateRequest(
                  request.text(), vector, request.mode(), request.filter(), profile.depth()));
    } catch (InvalidFilterException e) {
      throw new InvalidRequestException(
          "invalid_filter", "filter", String.valueOf(e.getMessage()), e);
    }
  }

  private float[] embed(String text) {
    try {
      return embedder.get().embedQuery(text).vector();
    } catch (EmbeddingException e) {
      throw new UnavailableException(
          "embedding_failed", null, String.valueOf(e.getMessage()), e);
    }
  }

  private static List<SearchResult> results(
      List<Fused> best,
      Map<String, CollectionView> origins,
      RetrievalRequest request,
      Terms terms) {
    Map<String, PassageRecord> passages = new HashMap<>();
    Map<CollectionView, List<String>> wanted = new HashMap<>();
    for (Fused fused : best) {
      String id = fused.candidate().chunkId();
      CollectionView origin = origins.get(id);
      if (origin != null) {
        wanted.computeIfAbsent(origin, key -> new ArrayList<>()).add(id);
      }
    }
    wanted.forEach(
        (view, ids) ->
            view.view()
                .passages(ids)
                .forEach(passage -> passages.put(passage.chunk().chunkId(), passage)));
    Set<String> queryTerms = terms.distinct(request.text());
    List<SearchResult> results = new ArrayList<>();
    for (Fused fused : best) {
      String id = fused.candidate().chunkId();
      PassageRecord passage = passages.get(id);
      CollectionView origin = origins.get(id);
      if (passage != null && origin != null) {
        results.add(
            result(fused, passage, origin.collection(), request.explain(), queryTerms, terms));
      }
    }
    return results;
  }

  private static SearchResult result(
      Fused fused,
      PassageRecord passage,
      String collection,
      boolean explain,
      Set<String> queryTerms,
      Terms terms) {
    Candidate candidate = fused.candidate();
    var chunk = passage.chunk();
    var document = passage.document();
    List<Span> highlights =
        terms.of(chunk.text()).stream()
            .filter(term -> queryTerms.contains(term.term()))
            .map(Term::span)
            .toList();
    return new SearchResult(
        chunk.chunkId(),
        document.documentId(),
        collection,
        document.title(),
        document.source(),
        chunk.pageStart(),
        chunk.pageEnd(),
        chunk.span().start(),
        chunk.span().end(),
        chunk.headingPath(),
        chunk.text(),
        chunk.context(),
        highlights,
        document.metadata(),
        fused.score(),
        new Scores(
            score(candidate.lexicalScore()),
            score(candidate.semanticScore()),
            fused.score(),
            explain ? rank(candidate.lexicalRank()) : null,
            explain ? rank(candidate.semanticRank()) : null));
  }

  private static @Nullable Double score(double score) {
    return Double.isNaN(score) ? null : score;
  }

  private static @Nullable Integer rank(int rank) {
    return rank == 0 ? null : rank;
  }
}
