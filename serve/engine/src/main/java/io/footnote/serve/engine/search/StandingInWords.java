package io.footnote.serve.engine.search;

import io.footnote.index.model.DocumentPlaces;
import io.footnote.index.model.DocumentPlaces.Place;
import io.footnote.index.model.SearchMode;
import io.footnote.serve.engine.assemble.ContextAssembler;
import io.footnote.serve.engine.model.SearchExplanation;
import io.footnote.serve.engine.model.SearchExplanation.ContextPlace;
import io.footnote.serve.engine.model.SearchExplanation.LegPlace;
import io.footnote.serve.engine.model.SearchExplanation.Stage;
import io.footnote.serve.engine.model.SearchRequest;
import io.footnote.serve.engine.model.WhyRequest;
import io.footnote.serve.engine.retrieve.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts into words where a document stands in a search. */
record StandingInWords(WhyRequest request, String title, String traceId) {

  SearchExplanation of(Found found) {
    Standing standing = found.standing();
    if (standing == null) {
      return found.readable() ? withoutText() : notPermitted();
    }
    if (!standing.places().matchesFilter()) {
      return explanation(
          Stage.FILTERED,
          "The document does not satisfy the filter.",
          "Search without the filter, or give the document the metadata that it asks for.",
          standing);
    }
    if (standing.fusedRank() == 0) {
      return belowDepth(standing);
    }
    int topK = request.search().topK();
    if (standing.rank() > 0 && standing.rank() <= topK) {
      return returned(standing, found.context());
    }
    if (standing.twin() != null) {
      return deduplicated(standing, standing.twin());
    }
    return standing.reranked() > 0 && standing.fusedRank() <= topK
        ? rerankedOut(standing)
        : belowTopK(standing);
  }

  private SearchExplanation withoutText() {
    return explanation(
        Stage.BELOW_DEPTH,
        "The document has no passage: no text was found in it.",
        "Ingest it again in a form that has text.",
        null);
  }

  private SearchExplanation notPermitted() {
    return explanation(
        Stage.NOT_PERMITTED,
        "%s may not read the document.".formatted(Objects.requireNonNull(request.as()).user()),
        "Let one of their groups read it: PATCH /v1/documents/%s with acl."
            .formatted(request.documentId()),
        null);
  }

  private SearchExplanation returned(Standing standing, @Nullable ContextPlace context) {
    String reason = "It is result number %d.".formatted(standing.rank());
    if (context == null) {
      return explanation(Stage.RETURNED, reason, "Nothing: it is found.", standing);
    }
    if (context.position() != null) {
      return explanation(
              Stage.RETURNED,
              reason
                  + " An answer reads it as number %d of %d passages."
                      .formatted(context.position(), context.passages()),
              "Nothing: it is found.",
              standing)
          .withContext(context);
    }
    boolean same = String.valueOf(context.dropped()).startsWith(ContextAssembler.SAYS_THE_SAME);
    return explanation(
            same ? Stage.DEDUPLICATED : Stage.OVER_BUDGET,
            reason + " An answer does not read it: it %s.".formatted(context.dropped()),
            same
                ? "Nothing: what it says is in the context."
                : "Ask with max_context_tokens above %d, or so that it ranks higher."
                    .formatted(context.budget()),
            standing)
        .withContext(context);
  }

  private SearchExplanation deduplicated(Standing standing, String twin) {
    int topK = request.search().topK();
    return explanation(
        Stage.DEDUPLICATED,
        "Its best passage says the same as %s, which is number %d and stands for it%s."
            .formatted(
                twin,
                standing.twinRank(),
                standing.twinRank() > topK ? ", and top_k is " + topK : ""),
        standing.twinRank() > topK
            ? "That one is found with top_k %d or more, and names it."
                .formatted(standing.twinRank())
            : "That result names it among its duplicates; without deduplicate both are shown.",
        standing);
  }

  private SearchExplanation rerankedOut(Standing standing) {
    return explanation(
        Stage.RERANKED_OUT,
        "Fusion put its best passage at number %d; of the best %d the reranker made it number %d, and top_k is %d."
            .formatted(
                standing.fusedRank(),
                standing.reranked(),
                standing.rank(),
                request.search().topK()),
        "It is found with top_k %d or more, or with rerank false.".formatted(standing.rank()),
        standing);
  }

  private SearchExplanation belowTopK(Standing standing) {
    boolean unread = standing.reranked() > 0 && standing.fusedRank() > standing.reranked();
    return explanation(
        Stage.BELOW_TOP_K,
        "Its best passage is number %d of %d candidates, and top_k is %d.%s"
            .formatted(
                standing.rank(),
                standing.candidates(),
                request.search().topK(),
                unread
                    ? " The reranker read the best %d, which it was not among."
                        .formatted(standing.reranked())
                    : ""),
        standing.rank() <= SearchRequest.MAX_TOP_K
            ? "It is found with top_k %d or more%s.".formatted(standing.rank(), weakLeg(standing))
            : "Ask for fewer collections or with a filter.",
        standing);
  }

  private SearchExplanation belowDepth(Standing standing) {
    DocumentPlaces places = standing.places();
    List<String> ranks = new ArrayList<>();
    if (request.search().mode() != SearchMode.SEMANTIC) {
      Place lexical = places.lexical();
      ranks.add(
          lexical == null
              ? "no word of the query occurs in it"
              : "by words its best passage is number " + lexical.rank());
    }
    Place semantic = places.semantic();
    if (semantic != null) {
      ranks.add("by meaning its best passage is number " + semantic.rank());
    }
    boolean missed = semantic != null && semantic.rank() <= standing.depth();
    return explanation(
        Stage.BELOW_DEPTH,
        "It was no candidate, of which each leg gives %d: %s."
            .formatted(standing.depth(), String.join(", ", ranks)),
        missed
            ? "The approximate vector search passed it by; ask in other words."
            : "Ask with words that stand in the document, or narrow the search with a filter.",
        standing);
  }

  /** Names the leg that holds the document back, if only one does. */
  private static String weakLeg(Standing standing) {
    Place lexical = standing.places().lexical();
    Place semantic = standing.places().semantic();
    if (semantic == null || (lexical != null && lexical.rank() <= semantic.rank())) {
      return semantic == null ? "" : ", or in words nearer to its meaning";
    }
    return ", or with words that stand in it";
  }

  private SearchExplanation explanation(
      Stage stage, String reason, String remedy, @Nullable Standing standing) {
    Standing ranked = standing == null || standing.rank() == 0 ? null : standing;
    return new SearchExplanation(
        request.documentId(),
        title,
        stage,
        reason,
        remedy,
        ranked == null ? null : ranked.rank(),
        ranked == null ? null : ranked.score(),
        standing == null ? List.of() : legs(standing),
        null,
        traceId);
  }

  private static List<LegPlace> legs(Standing standing) {
    List<LegPlace> legs = new ArrayList<>();
    add(legs, "lexical", standing.places().lexical(), standing.depth());
    add(legs, "semantic", standing.places().semantic(), standing.depth());
    return legs;
  }

  private static void add(List<LegPlace> legs, String leg, @Nullable Place place, int depth) {
    if (place != null) {
      legs.add(new LegPlace(leg, place.chunkId(), place.score(), place.rank(), depth));
    }
  }
}
