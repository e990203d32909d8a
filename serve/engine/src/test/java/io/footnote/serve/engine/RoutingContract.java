package io.footnote.serve.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.index.FilterText;
import io.footnote.index.model.Filter;
import io.footnote.index.model.MetadataValue;
import io.footnote.index.model.Principal;
import io.footnote.index.model.SearchMode;
import io.footnote.ingest.IngestInput;
import io.footnote.serve.engine.model.Answer;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.Citation;
import io.footnote.serve.engine.model.Counted;
import io.footnote.serve.engine.model.Decision;
import io.footnote.serve.engine.model.InvalidRequestException;
import io.footnote.serve.engine.model.Profile;
import io.footnote.serve.engine.model.SearchRequest;
import io.footnote.serve.engine.model.SearchResult;
import io.footnote.serve.engine.model.UserProfile;
import io.footnote.serve.engine.trace.TraceStage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link FootnoteService} keeps when it decides how to answer. */
public interface RoutingContract extends ServiceFixture {
  private static Answer ask(
      FootnoteService service, Principal principal, String collection, String question) {
    return service.ask(principal, AskRequest.of(collection, question), event -> {});
  }

  private static String stage(
      FootnoteService service, Principal principal, Answer answer, String name) {
    return service.trace(principal, answer.traceId()).stages().stream()
        .filter(stage -> stage.name().equals(name))
        .map(TraceStage::output)
        .findFirst()
        .orElse("there is no stage " + name);
  }

  private static void bring(
      FootnoteService service, String collection, String source, String text, String... acl)
      throws InterruptedException {
    var job =
        service.ingest(
            OPERATOR,
            new FootnoteService.Ingest(
                collection,
                List.of(new IngestInput.Text(source, source, text)),
                Set.of(acl),
                Map.of(
                    "author", List.of(new MetadataValue.Keyword("Jane Doe")),
                    "year", List.of(new MetadataValue.Numeric(2023)))));
    var _ = service.awaitJob(OPERATOR, job.jobId(), Duration.ofSeconds(30));
  }

  @Test
  default void documentsAreCountedAsTheCallerMayReadThem() throws Exception {
    try (FootnoteService service = filled()) {
      String question = "How many documents are there?";
      Answer all = ask(service, OPERATOR, "default", question);
      assertThat(all.answer()).isEqualTo("There are 3 documents in default.[1][2][3]");
      assertThat(all.counted()).isEqualTo(new Counted(3, null, List.of("default")));
      assertThat(all.decision()).isEqualTo(new Decision.Answer(1));
      assertThat(all.abstained()).isFalse();
      assertThat(all.model()).isEqualTo("counting");
      for (Citation citation : all.citations()) {
        String text = service.content(OPERATOR, citation.documentId()).text();
        assertThat(text.substring(citation.charStart(), citation.charEnd()))
            .isEqualTo(citation.quote());
      }
      Answer bob = ask(service, BOB, "default", question);
      assertThat(bob.answer()).isEqualTo("There are 2 documents in default.[1][2]");
      assertThat(bob.citations()).extracting(Citation::title).containsExactly("leave", "router");
      assertThat(stage(service, BOB, bob, "route"))
          .isEqualTo("count documents of default, by rules");
      assertThat(stage(service, BOB, bob, "count")).startsWith("2 documents: [");
      assertThat(bob.toString()).doesNotContain("salaries").doesNotContain("5200 euros");
    }
  }

  @Test
  default void documentsAreListedByWhatTheirMetadataSays() throws Exception {
    try (FootnoteService service = filled()) {
      bring(service, "default", "minutes", "The board met in May.", "hr");
      bring(service, "default", "agenda", "The board meets in June.");
      String question = "Which documents by jane doe are from 2023?";
      Answer alice = ask(service, ALICE, "default", question);
      assertThat(alice.answer())
          .isEqualTo(
              "There are 2 documents with author = \"Jane Doe\" and (year >= 2023 and year < 2024) in"
                  + " default.[1][2]\n- agenda[1]\n- minutes[2]\nOf 4 documents, 2 have no 'year' and are not"
                  + " counted.");
      Answer bob = ask(service, BOB, "default", question);
      assertThat(bob.answer())
          .contains("There is one document with")
          .contains("\n- agenda[1]\nOf 3");
      assertThat(ask(service, BOB, "default", "How many documents by Eve are there?").answer())
          .isEqualTo("There is no document with author = \"Eve\" in default.");
      // Whoever sees no author does not learn that there are any.
      Answer nobody =
          service.ask(
              BOB,
              new AskRequest(
                  "How many documents by Eve are there?",
                  List.of("default"),
                  FilterText.parse("title = 'leave'"),
                  null,
                  12,
                  3000),
              event -> {});
      assertThat(nobody.counted()).isNull();
      assertThat(stage(service, BOB, nobody, "route"))
          .isEqualTo("search default, by rules (no document says who wrote it)");
    }
  }

  @Test
  default void collectionsAreChosenByWhatTheCallerSeesInThem() throws Exception {
    try (FootnoteService service = filled()) {
      bring(service, "boats", "mast", "The mast of a boat is varnished in spring.");
      bring(service, "boats", "sail", "The sail of a boat is dried before it is stowed.");
      bring(service, "board", "varnish", "The varnish of the mast costs a fortune.", "board");
      String question = "When is the mast of a boat varnished?";
      Answer bob = ask(service, BOB, "*", question);
      assertThat(bob.answer()).startsWith("The mast of a boat is varnished in spring.[1]");
      assertThat(bob.citations().getFirst().collection()).isEqualTo("boats");
      assertThat(stage(service, BOB, bob, "route"))
          .startsWith("search boats")
          .doesNotContain("board");
      Answer operator = ask(service, OPERATOR, "*", question);
      assertThat(stage(service, OPERATOR, operator, "route")).contains("board");
      assertThat(ask(service, BOB, "*", "How many documents are there?").counted())
          .isEqualTo(new Counted(4, null, List.of("boats", "default")));
      assertThat(ask(service, BOB, "*", "How many days of paid leave are there?").citations())
          .extracting(Citation::title)
          .contains("leave");
    }
  }

  @Test
  default void aCollectionThatTheCallerDoesNotSeeChangesNothing() throws Exception {
    try (FootnoteService service = filled()) {
      bring(service, "boats", "mast", "The mast of a boat is varnished in spring.");
      String question = "How is the mast varnished?";
      String before = stage(service, BOB, ask(service, BOB, "*", question), "route");
      for (int i = 0; i < 5; i++) {
        bring(service, "board", "mast" + i, "Mast, varnished, mast, varnished.", "board");
      }
      Answer after = ask(service, BOB, "*", question);
      assertThat(stage(service, BOB, after, "route")).isEqualTo(before);
      assertThat(before).contains("boats 0.0");
    }
  }

  @Test
  default void anyCollectionIsSearchedToo() throws Exception {
    try (FootnoteService service = filled()) {
      bring(service, "boats", "mast", "The mast of a boat is varnished in spring.");
      SearchRequest search =
          new SearchRequest(
              "mast leave", List.of("*"), SearchMode.LEXICAL, Profile.BALANCED, 10, null, false);
      assertThat(service.search(BOB, search).results())
          .extracting(SearchResult::collection)
          .containsExactlyInAnyOrder("boats", "default");
      assertThatThrownBy(() -> new AskRequest("x", List.of("*", "default"), null, null, 1, 100))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessage(
              "collection must be '*' or names of collections, not both, but got: [*, default]");
    }
  }

  @Test
  default void aFilterThatComparesNothingIsRefusedWhateverIsAsked() throws Exception {
    try (FootnoteService service = filled()) {
      Filter filter =
          new Filter.Compare(Filter.Operator.GT, "title", new MetadataValue.Keyword("a"));
      for (String question : List.of("How many documents are there?", "How long is leave?")) {
        assertThatThrownBy(() ->
                service.ask(
                    BOB,
                    new AskRequest(question, List.of("default"), filter, null, 12, 3000),
                    event -> {}))
            .isInstanceOf(InvalidRequestException.class)
            .hasMessageStartingWith("'gt' compares numbers and dates, but title was compared");
      }
    }
  }

  @Test
  default void whoSeesNothingIsTold() throws Exception {
    try (FootnoteService service = open()) {
      bring(service, "board", "minutes", "The board met in May.", "board");
      Answer answer = ask(service, BOB, "*", "When did the board meet?");
      assertThat(answer.answer()).isEqualTo("There are no documents that you may read.");
      assertThat(answer.abstained()).isTrue();
      assertThat(answer.decision()).isEqualTo(new Decision.Decline(0, List.of(), List.of()));
      assertThat(service.search(BOB, SearchRequest.of("*", "board")).results()).isEmpty();
    }
  }

  @Test
  default void eachSubjectOfAComparisonIsSearchedByItself() throws Exception {
    try (FootnoteService service = filled()) {
      ingest(service, "contents", "3 Paid leave 7\n4 Salary of a supervisor 9");
      Answer answer =
          ask(
              service,
              ALICE,
              "default",
              "What is the difference between paid leave and the salary of a supervisor?");
      assertThat(stage(service, ALICE, answer, "route"))
          .isEqualTo("compare 'paid leave', 'the salary of a supervisor' in default, by rules");
      assertThat(answer.answer()).contains("thirty days of paid leave").contains("5200 euros");
      assertThat(answer.answer()).doesNotContain("3 Paid leave 7");
      assertThat(service.replay(ALICE, answer.traceId()).same()).isTrue();
    }
  }

  @Test
  default void aUserProfilePrefersAndDoesNotPermit() throws Exception {
    try (FootnoteService service = filled()) {
      AskRequest question =
          AskRequest.of("default", "What is known of the warehouse?")
              .by(new UserProfile("de", "auditor", List.of("SALARIES", "leave")));
      Answer bob = service.ask(BOB, question, event -> {});
      assertThat(stage(service, BOB, bob, "prefer"))
          .isEqualTo(
              "1 of 2 passages from preferred sources, 0 in German; the extractive answerer quotes"
                  + " documents as they are and does not translate");
      assertThat(bob.toString()).doesNotContain("5200 euros").doesNotContain("salaries");
      Answer without = ask(service, BOB, "default", "What is known of the warehouse?");
      assertThat(without.cached()).isNull();
      assertThat(stage(service, BOB, without, "prefer")).isEqualTo("there is no stage prefer");
      Answer again = service.ask(BOB, question, event -> {});
      assertThat(again.cached()).isNotNull();
    }
  }
}
