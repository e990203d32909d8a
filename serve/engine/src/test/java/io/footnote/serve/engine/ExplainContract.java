package io.footnote.serve.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.footnote.index.FilterText;
import io.footnote.index.model.Filter;
import io.footnote.index.model.Principal;
import io.footnote.index.model.SearchMode;
import io.footnote.index.model.TermScore;
import io.footnote.serve.engine.model.ForbiddenException;
import io.footnote.serve.engine.model.NotFoundException;
import io.footnote.serve.engine.model.Profile;
import io.footnote.serve.engine.model.ResultExplanation;
import io.footnote.serve.engine.model.ResultExplanation.Part;
import io.footnote.serve.engine.model.SearchExplanation;
import io.footnote.serve.engine.model.SearchExplanation.LegPlace;
import io.footnote.serve.engine.model.SearchExplanation.Stage;
import io.footnote.serve.engine.model.SearchRequest;
import io.footnote.serve.engine.model.SearchResult;
import io.footnote.serve.engine.model.WhyRequest;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link FootnoteService} says of why something is found. */
public interface ExplainContract extends ServiceFixture {
  @Test
  default void anExplainedResultSaysWhatItsScoreIsMadeOf() throws Exception {
    try (FootnoteService service = filled()) {
      var request =
          new SearchRequest(
              "warehouse leave",
              List.of("default"),
              SearchMode.HYBRID,
              Profile.BALANCED,
              10,
              null,
              true);
      for (Principal principal : List.of(OPERATOR, ALICE)) {
        for (SearchResult result : service.search(principal, request).results()) {
          ResultExplanation explanation = Objects.requireNonNull(result.explanation());
          assertThat(explanation.parts().stream().mapToDouble(Part::value).sum())
              .isCloseTo(result.score(), within(1e-9));
          assertThat(explanation.semanticRank()).isPositive();
          assertThat(explanation.terms() != null)
              .as("terms tell how rare words are: for operators alone")
              .isEqualTo(principal.operator());
        }
      }
      var terms =
          Objects.requireNonNull(
              service.search(OPERATOR, request).results().getFirst().explanation());
      assertThat(terms.terms()).extracting(TermScore::term).contains("leav");
      var plain = SearchRequest.of("default", "warehouse leave");
      assertThat(service.search(OPERATOR, plain).results().getFirst().explanation()).isNull();
    }
  }

  @Test
  default void whyADocumentIsFoundOrNot() throws Exception {
    try (FootnoteService service = filled()) {
      String salaries = idOf(service, "salaries");
      assertThat(why(service, OPERATOR, "salary bands", 10, null, salaries, null))
          .satisfies(found -> {
            assertThat(found.stage()).isEqualTo(Stage.RETURNED);
            assertThat(found.rank()).isOne();
            assertThat(found.title()).isEqualTo("salaries");
            assertThat(found.reason()).isEqualTo("It is result number 1.");
            assertThat(found.legs()).extracting(LegPlace::leg).contains("lexical", "semantic");
          });
      assertThat(
              why(
                  service,
                  OPERATOR,
                  "thirty days of paid leave in each calendar year",
                  1,
                  null,
                  salaries,
                  null))
          .satisfies(lost -> {
            assertThat(lost.stage()).isEqualTo(Stage.BELOW_TOP_K);
            assertThat(lost.rank()).isGreaterThan(1);
            assertThat(lost.reason())
                .matches("Its best passage is number [23] of 3 candidates, and top_k is 1\\.");
            assertThat(lost.remedy()).startsWith("It is found with top_k " + lost.rank());
          });
      Filter elsewhere = FilterText.parse("source = \"elsewhere\"");
      assertThat(why(service, OPERATOR, "salary", 10, elsewhere, salaries, null))
          .satisfies(lost -> {
            assertThat(lost.stage()).isEqualTo(Stage.FILTERED);
            assertThat(lost.rank()).isNull();
            assertThat(lost.reason()).isEqualTo("The document does not satisfy the filter.");
          });
    }
  }

  @Test
  default void whatOneMayNotSeeIsExplainedAsWhatDoesNotExist() throws Exception {
    try (FootnoteService service = filled()) {
      String salaries = idOf(service, "salaries");
      assertThat(why(service, ALICE, "salary", 10, null, salaries, null).stage())
          .isEqualTo(Stage.RETURNED);
      for (String hidden : List.of(salaries, "doc_unknown")) {
        assertThatThrownBy(() -> why(service, BOB, "salary", 10, null, hidden, null))
            .isInstanceOf(NotFoundException.class)
            .hasMessage(message(() -> service.document(BOB, hidden)));
      }
      assertThat(why(service, OPERATOR, "salary", 10, null, salaries, BOB))
          .satisfies(lost -> {
            assertThat(lost.stage()).isEqualTo(Stage.NOT_PERMITTED);
            assertThat(lost.legs()).isEmpty();
            assertThat(lost.reason()).isEqualTo(BOB.user() + " may not read the document.");
          });
      assertThatThrownBy(() -> why(service, ALICE, "salary", 10, null, salaries, BOB))
          .isInstanceOf(ForbiddenException.class)
          .hasMessage("only operators may ask what another person's search finds");
    }
  }

  @Test
  default void whetherAnAnswerReadsADocumentIsExplained() throws Exception {
    try (FootnoteService service = filled()) {
      SearchRequest search = SearchRequest.of("default", "paid leave");
      SearchExplanation read =
          service.why(OPERATOR, new WhyRequest(search, idOf(service, "leave"), null, 3000));
      assertThat(read.stage()).isEqualTo(Stage.RETURNED);
      assertThat(read.reason())
          .isEqualTo("It is result number 1. An answer reads it as number 1 of 3 passages.");
      assertThat(Objects.requireNonNull(read.context()).position()).isOne();
      String last = titles(service, search).getLast();
      SearchExplanation lost =
          service.why(OPERATOR, new WhyRequest(search, idOf(service, last), null, 64));
      assertThat(lost.stage()).isEqualTo(Stage.OVER_BUDGET);
      assertThat(lost.reason())
          .matches(
              "It is result number 3\\. An answer does not read it: it takes \\d+ tokens of which"
                  + " \\d+ were left\\.");
      assertThat(lost.remedy())
          .isEqualTo("Ask with max_context_tokens above 64, or so that it ranks higher.");
      assertThat(Objects.requireNonNull(lost.context()).budget()).isEqualTo(64);
    }
  }

  @Test
  default void theLegsThatAreExplainedAreThoseThatWereSearched() throws Exception {
    try (FootnoteService service = filled()) {
      SearchRequest accurate =
          new SearchRequest(
              "paid leave",
              List.of("default"),
              SearchMode.HYBRID,
              Profile.ACCURATE,
              10,
              null,
              false);
      for (SearchResult result : service.search(OPERATOR, accurate).results()) {
        SearchExplanation why =
            service.why(OPERATOR, new WhyRequest(accurate, result.documentId(), null));
        assertThat(why.legs())
            .filteredOn(leg -> leg.leg().equals("semantic"))
            .singleElement()
            .extracting(LegPlace::score)
            .as("the query's vector was moved, here as there")
            .isEqualTo(result.scores().semantic());
      }
    }
  }
}
