package io.footnote.serve.engine.search;

import io.footnote.index.model.DocumentPlaces;
import io.footnote.index.model.DocumentPlaces.Place;
import io.footnote.index.model.SearchMode;
import io.footnote.serve.engine.model.SearchExplanation;
import io.footnote.serve.engine.model.SearchExplanation.LegPlace;
import io.footnote.serve.engine.model.SearchExplanation.Stage;
import io.footnote.serve.engine.model.SearchRequest;
import io.footnote.serve.engine.model.WhyRequest;
import io.footnote.serve.engine.retrieve.Standing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts into words where a document stands in a search. */
record StandingInWords(WhyRequest request, String title, String traceId) {

  /**
   * @param standing null if the person searching may not read the document, or it has no passage
   */
  SearchExplanation of(@Nullable Standing standing) {
    if (standing == null) {
      return request.as() == null
          ? explanation(
              Stage.BELOW_DEPTH,
              "The document has no passage: no text was found in it.",
              "Ingest it again in a form that has text.",
              null)
          : explanation(
              Stage.NOT_PERMITTED,
              "%s may not read the document.".formatted(request.as().user()),
              "Let one of their groups read it: PATCH /v1/documents/%s with acl."
                  .formatted(request.documentId()),
              null);
    }
    if (!standing.places().matchesFilter()) {
      return explanation(
          Stage.FILTERED,
          "The document does not satisfy the filter.",
          "Search without the filter, or give the document the metadata that it asks for.",
          standing);
    }
    if (standing.rank() == 0) {
      return belowDepth(standing);
    }
    SearchRequest search = request.search();
    if (standing.rank() > search.topK()) {
      return explanation(
          Stage.BELOW_TOP_K,
          "Its best passage is number %d of %d candidates, and top_k is %d."
              .formatted(standing.rank(), standing.candidates(), search.topK()),
          standing.rank() <= SearchRequest.MAX_TOP_K
              ? "It is found with top_k %d or more%s.".formatted(standing.rank(), weakLeg(standing))
              : "Ask for fewer collections or with a filter.",
          standing);
    }
    return explanation(
        Stage.RETURNED,
        "It is result number %d.".formatted(standing.rank()),
        "Nothing: it is found.",
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
