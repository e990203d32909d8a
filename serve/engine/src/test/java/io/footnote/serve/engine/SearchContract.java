package io.footnote.serve.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.index.model.Principal;
import io.footnote.index.model.SearchMode;
import io.footnote.ingest.IngestInput;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.Duplicate;
import io.footnote.serve.engine.model.FootnoteException;
import io.footnote.serve.engine.model.InvalidRequestException;
import io.footnote.serve.engine.model.Profile;
import io.footnote.serve.engine.model.Rerank;
import io.footnote.serve.engine.model.SearchExplanation.Stage;
import io.footnote.serve.engine.model.SearchRequest;
import io.footnote.serve.engine.model.SearchResult;
import io.footnote.serve.engine.model.WhyRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link FootnoteService} keeps when it searches. */
public interface SearchContract extends ServiceFixture {
  @Test
  default void whatIsIngestedIsFoundWithItsPlace() throws Exception {
    try (FootnoteService service = filled()) {
      SearchResult first =
          service.search(OPERATOR, SearchRequest.of("default", "paid leave")).results().getFirst();
      assertThat(first.title()).isEqualTo("leave");
      assertThat(first.text()).isEqualTo(LEAVE);
      assertThat(first.charStart()).isZero();
      assertThat(first.charEnd()).isEqualTo(LEAVE.length());
      assertThat(first.highlights().stream().map(s -> LEAVE.substring(s.start(), s.end())))
          .contains("paid", "leave");
      assertThat(service.content(OPERATOR, first.documentId()).text()).isEqualTo(LEAVE);
    }
  }

  @Test
  default void searchShowsWhatThePrincipalMayReadInEveryMode() throws Exception {
    try (FootnoteService service = filled()) {
      for (SearchMode mode : SearchMode.values()) {
        assertThat(found(service, OPERATOR, mode)).containsExactly("leave", "router", "salaries");
        assertThat(found(service, ALICE, mode)).containsExactly("leave", "salaries");
        assertThat(found(service, BOB, mode)).containsExactly("leave", "router");
        assertThat(found(service, Principal.anonymous(), mode)).containsExactly("leave");
      }
    }
  }

  @Test
  default void aSearchOverSeveralCollectionsRanksThemTogether() throws Exception {
    try (FootnoteService service = filled()) {
      service.createCollection(OPERATOR, "other");
      var both =
          new SearchRequest(
              "paid leave",
              List.of("other", "default"),
              SearchMode.HYBRID,
              Profile.BALANCED,
              10,
              null,
              true);
      assertThat(service.search(OPERATOR, both).results().getFirst().collection())
          .isEqualTo("default");
    }
  }

  @Test
  default void thePageSizeDoesNotChangeTheRanking() throws Exception {
    try (FootnoteService service = filled()) {
      var one =
          new SearchRequest(
              "warehouse", List.of("default"), SearchMode.HYBRID, Profile.BALANCED, 1, null, false);
      var three =
          new SearchRequest(
              "warehouse", List.of("default"), SearchMode.HYBRID, Profile.BALANCED, 3, null, false);
      assertThat(service.search(OPERATOR, one).results())
          .isEqualTo(service.search(OPERATOR, three).results().subList(0, 1));
    }
  }

  private SearchRequest leave(boolean deduplicate) {
    return new SearchRequest(
        "paid leave",
        List.of("default"),
        SearchMode.HYBRID,
        Profile.BALANCED,
        10,
        null,
        Rerank.IF_CONFIGURED,
        deduplicate,
        false,
        List.of());
  }

  @Test
  default void passagesThatSayTheSameAreShownOnce() throws Exception {
    try (FootnoteService service = filled()) {
      ingest(service, "copy", LEAVE.replace(".", "!"), "hr");
      SearchRequest leave = leave(/* deduplicate= */ true);
      SearchResult first = service.search(ALICE, leave).results().getFirst();
      String other = first.title().equals("copy") ? "leave" : "copy";
      assertThat(first.duplicates()).extracting(Duplicate::title).containsExactly(other);
      assertThat(service.search(ALICE, leave).results())
          .extracting(SearchResult::title)
          .doesNotContain(other);
      // what one may not see, nothing stands for
      SearchResult plain = service.search(BOB, leave).results().getFirst();
      assertThat(plain.title()).isEqualTo("leave");
      assertThat(plain.duplicates()).isEmpty();
      assertThat(service.why(ALICE, new WhyRequest(leave, idOf(service, other), null)))
          .satisfies(lost -> {
            assertThat(lost.stage()).isEqualTo(Stage.DEDUPLICATED);
            assertThat(lost.reason())
                .isEqualTo(
                    "Its best passage says the same as %s, which is number 1 and stands for it."
                        .formatted(first.chunkId()));
            assertThat(lost.remedy())
                .isEqualTo(
                    "That result names it among its duplicates; without deduplicate both are"
                        + " shown.");
          });
      assertThat(service.search(ALICE, leave(/* deduplicate= */ false)).results())
          .extracting(SearchResult::title)
          .contains("copy", "leave");
    }
  }

  @Test
  default void wrongRequestsSayWhatIsWrong() throws Exception {
    try (FootnoteService service = filled()) {
      assertThatThrownBy(() ->
              service.ask(
                  OPERATOR,
                  new AskRequest("x?", List.of("default"), null, "gpt-0", 5, 1000),
                  event -> {}))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessageStartingWith("there is no model 'gpt-0'; choose one of extractive");
      assertThatThrownBy(() ->
              service.ingest(
                  OPERATOR,
                  new FootnoteService.Ingest(
                      "default",
                      List.of(new IngestInput.PathInput(Path.of("/no/such/folder"))),
                      Set.of(),
                      Map.of())))
          .isInstanceOf(FootnoteException.class)
          .hasMessage("there is no file or folder '/no/such/folder'");
    }
  }
}
