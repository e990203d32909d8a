package io.footnote.serve.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.footnote.embed.EmbeddingException;
import io.footnote.embed.testing.FunctionReranker;
import io.footnote.index.FilterText;
import io.footnote.index.model.DocumentQuery;
import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.Filter;
import io.footnote.index.model.Principal;
import io.footnote.index.model.SearchMode;
import io.footnote.index.model.TermScore;
import io.footnote.ingest.IngestInput;
import io.footnote.ingest.Job;
import io.footnote.ingest.SyncPlan;
import io.footnote.serve.engine.model.Answer;
import io.footnote.serve.engine.model.AnswerEvent;
import io.footnote.serve.engine.model.AskRequest.Conversation;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.ConflictException;
import io.footnote.serve.engine.model.ConversationDetail.Said;
import io.footnote.serve.engine.model.ConversationInfo;
import io.footnote.serve.engine.model.CreatedKey;
import io.footnote.serve.engine.model.DeletionReceipt;
import io.footnote.serve.engine.model.DeletionRequest;
import io.footnote.serve.engine.model.Duplicate;
import io.footnote.serve.engine.model.FootnoteException;
import io.footnote.serve.engine.model.ForbiddenException;
import io.footnote.serve.engine.model.InvalidRequestException;
import io.footnote.serve.engine.model.NotFoundException;
import io.footnote.serve.engine.model.Profile;
import io.footnote.serve.engine.model.Rerank;
import io.footnote.serve.engine.model.ResultExplanation.Part;
import io.footnote.serve.engine.model.ResultExplanation;
import io.footnote.serve.engine.model.SearchExplanation.LegPlace;
import io.footnote.serve.engine.model.SearchExplanation.Stage;
import io.footnote.serve.engine.model.SearchExplanation;
import io.footnote.serve.engine.model.SearchRequest;
import io.footnote.serve.engine.model.SearchResponse;
import io.footnote.serve.engine.model.SearchResult;
import io.footnote.serve.engine.model.Turn;
import io.footnote.serve.engine.model.UnavailableException;
import io.footnote.serve.engine.model.WhyRequest;
import io.footnote.serve.engine.trace.Trace;
import io.footnote.serve.engine.trace.TraceStage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every implementation of {@link FootnoteService} keeps; subclasses say how to get one. */
public abstract class FootnoteServiceContract extends AnsweringContract {
  private static List<String> found(FootnoteService service, Principal principal, SearchMode mode) {
    return service
        .search(
            principal,
            new SearchRequest(
                "warehouse leave", List.of("default"), mode, Profile.BALANCED, 10, null, false))
        .results()
        .stream()
        .map(SearchResult::title)
        .sorted()
        .toList();
  }

  private static String idOf(FootnoteService service, String title) {
    return service
        .documents(OPERATOR, "default", new DocumentQuery(null, null, 100))
        .documents()
        .stream()
        .filter(document -> document.title().equals(title))
        .findFirst()
        .orElseThrow()
        .documentId();
  }

  @Test
  void whatIsIngestedIsFoundWithItsPlace() throws Exception {
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
  void searchShowsWhatThePrincipalMayReadInEveryMode() throws Exception {
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
  void countsAndListingsShowWhatThePrincipalMayRead() throws Exception {
    try (FootnoteService service = filled()) {
      assertThat(service.collection(OPERATOR, "default").documents()).isEqualTo(3);
      assertThat(service.collection(ALICE, "default").documents()).isEqualTo(2);
      assertThat(service.collections(BOB).getFirst().chunks()).isEqualTo(2);
      assertThat(service.documents(BOB, "default", new DocumentQuery(null, null, 100)).documents())
          .extracting("title")
          .containsExactlyInAnyOrder("leave", "router");
    }
  }

  @Test
  void anInvisibleDocumentReadsLikeAMissingOne() throws Exception {
    try (FootnoteService service = filled()) {
      String secret = idOf(service, "salaries");
      assertThat(service.document(ALICE, secret).acl()).containsExactly("hr");
      assertThatThrownBy(() -> service.document(BOB, secret))
          .isInstanceOf(NotFoundException.class)
          .hasMessage("there is no document '" + secret + "'");
      assertThatThrownBy(() -> service.content(BOB, secret))
          .isInstanceOf(NotFoundException.class)
          .hasMessage("there is no document '" + secret + "'");
      assertThatThrownBy(() -> service.document(BOB, "nothing"))
          .hasMessage("there is no document 'nothing'");
    }
  }

  @Test
  void aChangedAclCountsFromTheNextQuery() throws Exception {
    try (FootnoteService service = filled()) {
      String router = idOf(service, "router");
      assertThat(service.setAcl(OPERATOR, router, Set.of("hr", "audit")).acl())
          .containsExactly("audit", "hr");
      assertThat(found(service, BOB, SearchMode.HYBRID)).containsExactly("leave");
      assertThat(found(service, ALICE, SearchMode.HYBRID))
          .containsExactly("leave", "router", "salaries");
      service.setAcl(OPERATOR, router, Set.of());
      assertThat(found(service, Principal.anonymous(), SearchMode.HYBRID))
          .containsExactly("leave", "router");
    }
  }

  @Test
  void aDeletedDocumentIsGone() throws Exception {
    try (FootnoteService service = filled()) {
      String leave = idOf(service, "leave");
      DeletionReceipt receipt = service.delete(OPERATOR, DeletionRequest.of(leave));
      assertThat(receipt.chunks()).isEqualTo(1);
      assertThat(receipt.documents()).containsExactly(leave);
      assertThat(service.deletions(OPERATOR, 10)).containsExactly(receipt);
      assertThat(found(service, OPERATOR, SearchMode.HYBRID)).containsExactly("router", "salaries");
      assertThatThrownBy(() -> service.delete(OPERATOR, DeletionRequest.of(leave)))
          .hasMessage("there is no document '" + leave + "'");
    }
  }

  @Test
  void documentsThatSatisfyAFilterAreDeletedFromTheFilesToo() throws Exception {
    try (FootnoteService service = filled()) {
      var router =
          new DeletionRequest.Selection.Matching(
              "default", FilterText.parse("source in (\"router\", \"nothing\")"));
      DeletionReceipt receipt = service.delete(OPERATOR, new DeletionRequest(router, true));
      assertThat(receipt.documents()).hasSize(1);
      assertThat(receipt.purged()).isTrue();
      assertThat(found(service, OPERATOR, SearchMode.HYBRID)).containsExactly("leave", "salaries");
    }
  }

  @Test
  void aDeletedCollectionIsGone() throws Exception {
    try (FootnoteService service = filled()) {
      service.deleteCollection(OPERATOR, "default");
      assertThat(service.collections(OPERATOR)).isEmpty();
      assertThatThrownBy(() -> service.search(OPERATOR, SearchRequest.of("default", "leave")))
          .isInstanceOf(NotFoundException.class)
          .hasMessage("there is no collection 'default'; create it by ingesting into it");
    }
  }

  @Test
  void aSearchOverSeveralCollectionsRanksThemTogether() throws Exception {
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
  void thePageSizeDoesNotChangeTheRanking() throws Exception {
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

  @Test
  void anExplainedResultSaysWhatItsScoreIsMadeOf() throws Exception {
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
  void whyADocumentIsFoundOrNot() throws Exception {
    try (FootnoteService service = filled()) {
      String salaries = id(service, "salaries");
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
  void whatOneMayNotSeeIsExplainedAsWhatDoesNotExist() throws Exception {
    try (FootnoteService service = filled()) {
      String salaries = id(service, "salaries");
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

  private static SearchRequest warehouse(Rerank rerank, int topK) {
    return new SearchRequest(
        "warehouse",
        List.of("default"),
        SearchMode.HYBRID,
        Profile.BALANCED,
        topK,
        null,
        rerank,
        /* deduplicate= */ false,
        true,
        List.of());
  }

  private static List<String> titles(FootnoteService service, SearchRequest request) {
    return service.search(OPERATOR, request).results().stream().map(SearchResult::title).toList();
  }

  /** Likes leave best and routers least, whatever is asked. */
  private static RerankerChoice contrary(int depth) {
    return new RerankerChoice(
        () ->
            new FunctionReranker((query, passage) ->
                passage.contains("leave") ? 0.9 : passage.contains("router") ? 0.1 : 0.5),
        depth);
  }

  @Test
  void aRerankerReordersTheBestCandidates() throws Exception {
    try (FootnoteService service = filled(contrary(50))) {
      assertThat(titles(service, warehouse(Rerank.NEVER, 10)).getLast()).isEqualTo("leave");
      assertThat(titles(service, warehouse(Rerank.ALWAYS, 10)))
          .containsExactly("leave", "salaries", "router");
      SearchResult first =
          service.search(OPERATOR, warehouse(Rerank.IF_CONFIGURED, 1)).results().getFirst();
      assertThat(first.title()).isEqualTo("leave");
      assertThat(first.score()).isEqualTo(0.9);
      assertThat(first.scores().rerank()).isEqualTo(0.9);
      assertThat(first.scores().fused()).isLessThan(0.9);
      assertThat(Objects.requireNonNull(first.explanation()).fusedRank()).isEqualTo(3);
      String traceId = service.search(OPERATOR, warehouse(Rerank.ALWAYS, 2)).traceId();
      assertThat(service.trace(OPERATOR, traceId).stages().getFirst())
          .satisfies(stage -> {
            assertThat(stage.output())
                .isEqualTo("2 of 3 candidates, the best 3 reranked by function");
            assertThat(stage.dropped().getFirst().reason())
                .matches("below top_k 2 with score 0.1000 of the reranker, number [12] by fusion");
          });
    }
  }

  @Test
  void whatTheRerankerDoesNotReadKeepsItsOrderBelow() throws Exception {
    try (FootnoteService service = filled(contrary(2))) {
      assertThat(titles(service, warehouse(Rerank.NEVER, 10)).getLast()).isEqualTo("leave");
      List<SearchResult> results = service.search(OPERATOR, warehouse(Rerank.ALWAYS, 10)).results();
      assertThat(results)
          .extracting(SearchResult::title)
          .containsExactly("salaries", "router", "leave");
      assertThat(results.getLast().scores().rerank()).isNull();
      // what is judged, and so the ranking, does not depend on the page size
      assertThat(titles(service, warehouse(Rerank.ALWAYS, 1))).containsExactly("salaries");
    }
  }

  @Test
  void withoutARerankerOneCannotBeDemanded() throws Exception {
    try (FootnoteService service = filled()) {
      assertThat(titles(service, warehouse(Rerank.IF_CONFIGURED, 10)))
          .isEqualTo(titles(service, warehouse(Rerank.NEVER, 10)));
      assertThatThrownBy(() -> service.search(OPERATOR, warehouse(Rerank.ALWAYS, 10)))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessage(
              "rerank is true, but no reranker is configured; set reranker_model to a folder with"
                  + " model.onnx and tokenizer.json of a cross-encoder, or leave rerank out");
    }
  }

  @Test
  void aRerankerThatFailsFailsTheSearch() throws Exception {
    RerankerChoice failing =
        new RerankerChoice(
            () ->
                new FunctionReranker((query, passage) -> {
                  throw new EmbeddingException("model m is damaged");
                }),
            50);
    try (FootnoteService service = filled(failing)) {
      assertThatThrownBy(() -> service.search(OPERATOR, warehouse(Rerank.IF_CONFIGURED, 10)))
          .isInstanceOf(UnavailableException.class)
          .hasMessage(
              "the reranker failed: model m is damaged; search with rerank false to do without it");
      assertThat(titles(service, warehouse(Rerank.NEVER, 10))).hasSize(3);
    }
  }

  @Test
  void aQuestionIsAnsweredFromWhatTheRerankerLikes() throws Exception {
    RerankerChoice reranker =
        new RerankerChoice(
            () -> new FunctionReranker((query, passage) -> passage.contains("salary") ? 0.9 : 0.1),
            50);
    try (FootnoteService service = filled(reranker)) {
      List<AnswerEvent> events = new ArrayList<>();
      AskRequest question = AskRequest.of("default", "How many days of paid leave are there?");
      Answer answer = service.ask(OPERATOR, question, events::add);
      assertThat(events.getFirst())
          .isInstanceOfSatisfying(
              AnswerEvent.Retrieved.class,
              retrieved ->
                  assertThat(retrieved.results().getFirst().title()).isEqualTo("salaries"));
      assertThat(service.trace(OPERATOR, answer.traceId()).stages())
          .filteredOn(stage -> stage.name().equals("retrieve"))
          .singleElement()
          .satisfies(stage ->
              assertThat(stage.output())
                  .startsWith("3 of 3 candidates, the best 3 reranked by function: ["));
    }
  }

  @Test
  void whatTheRerankerPutBelowTheResultsIsExplained() throws Exception {
    try (FootnoteService service = filled(contrary(50))) {
      int before = titles(service, warehouse(Rerank.NEVER, 10)).indexOf("router") + 1;
      SearchExplanation lost =
          service.why(
              OPERATOR, new WhyRequest(warehouse(Rerank.ALWAYS, 2), id(service, "router"), null));
      assertThat(lost.stage()).isEqualTo(Stage.RERANKED_OUT);
      assertThat(lost.reason())
          .isEqualTo(
              "Fusion put its best passage at number %d; of the best 3 the reranker made it number 3, and top_k is 2."
                  .formatted(before));
      assertThat(lost.remedy())
          .isEqualTo("It is found with top_k 3 or more, or with rerank false.");
    }
  }

  private static SearchRequest leave(boolean deduplicate) {
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
  void passagesThatSayTheSameAreShownOnce() throws Exception {
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
      assertThat(service.why(ALICE, new WhyRequest(leave, id(service, other), null)))
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
  void whetherAnAnswerReadsADocumentIsExplained() throws Exception {
    try (FootnoteService service = filled()) {
      SearchRequest search = SearchRequest.of("default", "paid leave");
      SearchExplanation read =
          service.why(OPERATOR, new WhyRequest(search, id(service, "leave"), null, 3000));
      assertThat(read.stage()).isEqualTo(Stage.RETURNED);
      assertThat(read.reason())
          .isEqualTo("It is result number 1. An answer reads it as number 1 of 3 passages.");
      assertThat(Objects.requireNonNull(read.context()).position()).isOne();
      String last = titles(service, search).getLast();
      SearchExplanation lost =
          service.why(OPERATOR, new WhyRequest(search, id(service, last), null, 64));
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
  void theLegsThatAreExplainedAreThoseThatWereSearched() throws Exception {
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

  protected static SearchExplanation why(
      FootnoteService service,
      Principal caller,
      String query,
      int topK,
      @Nullable Filter filter,
      String documentId,
      @Nullable Principal as) {
    var search =
        new SearchRequest(
            query, List.of("default"), SearchMode.HYBRID, Profile.BALANCED, topK, filter, false);
    return service.why(caller, new WhyRequest(search, documentId, as));
  }

  protected static String id(FootnoteService service, String title) {
    return service
        .documents(OPERATOR, "default", new DocumentQuery(null, null, 10))
        .documents()
        .stream()
        .filter(document -> document.title().equals(title))
        .findFirst()
        .orElseThrow()
        .documentId();
  }

  private static String message(ThrowingCallable call) {
    return String.valueOf(catchThrowable(call).getMessage());
  }

  @Test
  void onlyOperatorsChangeAnything() throws Exception {
    try (FootnoteService service = filled()) {
      List<org.assertj.core.api.ThrowableAssert.ThrowingCallable> forbidden =
          List.of(
              () -> service.createCollection(ALICE, "mine"),
              () -> service.deleteCollection(ALICE, "default"),
              () -> service.stats(ALICE, "default"),
              () -> service.reembed(ALICE, "default", false),
              () -> service.delete(ALICE, DeletionRequest.of(idOf(service, "leave"))),
              () -> service.setAcl(ALICE, idOf(service, "leave"), Set.of("hr")),
              () ->
                  service.ingest(
                      ALICE,
                      new FootnoteService.Ingest(
                          "default",
                          List.of(new IngestInput.Text("a", "a", "a")),
                          Set.of(),
                          Map.of())),
              () -> service.createKey(ALICE, "alice", Set.of(), true),
              () -> service.keys(ALICE),
              () -> service.revokeKey(ALICE, "key_1"));
      for (var call : forbidden) {
        assertThatThrownBy(call)
            .isInstanceOf(ForbiddenException.class)
            .hasMessageStartingWith("only an operator may ")
            .hasMessageEndingWith("; 'alice' is none");
      }
    }
  }

  @Test
  void reembeddingWhatFitsHasNothingToDo() throws Exception {
    try (FootnoteService service = filled()) {
      assertThat(service.collection(OPERATOR, "default").mismatch()).isNull();
      Job job = service.reembed(OPERATOR, "default", false);
      Job ended = service.awaitJob(OPERATOR, job.jobId(), Duration.ofSeconds(30));
      assertThat(ended.state()).isEqualTo(Job.State.DONE);
      assertThat(ended.progress().documentsTotal()).isZero();
      assertThat(found(service, BOB, SearchMode.HYBRID)).containsExactly("leave", "router");
      assertThatThrownBy(() -> service.reembed(OPERATOR, "nowhere", false))
          .isInstanceOf(NotFoundException.class)
          .hasMessageStartingWith("there is no collection 'nowhere'");
    }
  }

  @Test
  void jobsAreTheirOwnersAndOperators() throws Exception {
    try (FootnoteService service = filled()) {
      List<Job> all = service.jobs(OPERATOR, 10);
      assertThat(all).hasSize(3);
      assertThat(all.getFirst().created()).isAfterOrEqualTo(all.getLast().created());
      assertThat(service.jobs(BOB, 10)).isEmpty();
      String id = all.getFirst().jobId();
      assertThatThrownBy(() -> service.job(BOB, id))
          .isInstanceOf(NotFoundException.class)
          .hasMessage("there is no job '" + id + "'");
      assertThat(service.retryJob(OPERATOR, id).jobId()).isEqualTo(id);
      assertThat(service.awaitJob(OPERATOR, id, Duration.ofSeconds(30)).state())
          .isEqualTo(Job.State.DONE);
    }
  }

  @Test
  void tracesAreTheirOwnersAndOperators() throws Exception {
    try (FootnoteService service = filled()) {
      String id = service.search(ALICE, SearchRequest.of("default", "leave")).traceId();
      assertThat(service.trace(ALICE, id).stages()).extracting("name").containsExactly("retrieve");
      assertThat(service.trace(OPERATOR, id).input()).isEqualTo("leave");
      assertThatThrownBy(() -> service.trace(BOB, id))
          .isInstanceOf(NotFoundException.class)
          .hasMessage(unknownTrace(id));
      assertThatThrownBy(() -> service.trace(BOB, "unknown"))
          .isInstanceOf(NotFoundException.class)
          .hasMessage(unknownTrace("unknown"));
    }
  }

  private static String unknownTrace(String id) {
    return "there is no trace '"
        + id
        + "'; those of answers are kept for trace_days, of searches only the latest";
  }

  @Test
  void aTraceTellsNothingOfDocumentsThatItsReaderMayNoLongerRead() throws Exception {
    try (FootnoteService service = filled()) {
      Answer answer =
          ask(service, ALICE, "What is the salary of a supervisor?", Conversation.fresh());
      Trace trace = service.trace(ALICE, answer.traceId());
      assertThat(trace.stages().toString()).contains("5200");
      assertThat(trace.sources()).extracting("collection").containsOnly("default");
      String salaries = answer.citations().getFirst().documentId();
      service.setAcl(OPERATOR, salaries, Set.of("board"));
      Trace withheld = service.trace(ALICE, answer.traceId());
      assertThat(withheld.toString()).doesNotContain("5200").doesNotContain(salaries);
      assertThat(withheld.stages())
          .extracting("name")
          .containsExactlyElementsOf(trace.stages().stream().map(TraceStage::name).toList());
      assertThat(service.trace(OPERATOR, answer.traceId())).isEqualTo(trace);
      service.delete(OPERATOR, DeletionRequest.of(salaries));
      assertThatThrownBy(() -> service.trace(OPERATOR, answer.traceId()))
          .hasMessage(unknownTrace(answer.traceId()));
    }
  }

  private static SearchRequest search(String query, Turn... history) {
    return new SearchRequest(
        query,
        List.of("default"),
        SearchMode.HYBRID,
        Profile.BALANCED,
        10,
        null,
        Rerank.IF_CONFIGURED,
        /* deduplicate= */ false,
        /* explain= */ false,
        List.of(history));
  }

  @Test
  void aFollowUpFindsWhatTheConversationIsAbout() throws Exception {
    try (FootnoteService service = filled()) {
      Turn before = Turn.user("Where is the administrator password of the router?");
      SearchResponse found = service.search(BOB, search("Tell me more about it", before));
      assertThat(found.results().getFirst().title()).isEqualTo("router");
      Trace trace = service.trace(BOB, found.traceId());
      assertThat(trace.stages()).extracting("name").containsExactly("rewrite", "retrieve");
      assertThat(trace.stages().getFirst().output())
          .isEqualTo(
              "question by rules (the question refers back with 'it'): 1.00/1.00 Tell me more about"
                  + " it (as asked) | 0.50/0.31 Where is the administrator password of the router?"
                  + " (asked before)");
      assertThat(service.search(BOB, search("Thanks!", before)).results()).isEmpty();
      assertThat(service.search(ALICE, search("Tell me more about it", before)).results())
          .extracting(SearchResult::title)
          .doesNotContain("router");
    }
  }

  private static Answer ask(
      FootnoteService service, Principal principal, String question, Conversation conversation) {
    return service.ask(principal, AskRequest.of("default", question).in(conversation), event -> {});
  }

  @Test
  void aConversationGoesOnWhereItWas() throws Exception {
    try (FootnoteService service = filled()) {
      Answer first =
          ask(service, ALICE, "What is the salary of a supervisor?", Conversation.fresh());
      String id = first.conversationId();
      assertThat(id).startsWith("conv_");
      Conversation goOn = new Conversation.Remembered(Objects.requireNonNull(id));
      Answer second = ask(service, ALICE, "And when is that paid with a bonus?", goOn);
      assertThat(second.conversationId()).isEqualTo(id);
      assertThat(service.trace(ALICE, second.traceId()).stages())
          .extracting("name")
          .containsExactly(
              "recall", "rewrite", "retrieve", "assemble", "decide", "answer", "remember");
      Answer third = ask(service, ALICE, "What did I just ask?", goOn);
      assertThat(third.answer()).isEqualTo("You asked: “And when is that paid with a bonus?”");
      assertThat(third.citations()).isEmpty();
      assertThat(service.trace(ALICE, third.traceId()).stages())
          .extracting("name")
          .containsExactly("recall", "rewrite", "remember");
      assertThat(service.conversations(ALICE, 10))
          .extracting(ConversationInfo::conversationId, ConversationInfo::turns)
          .containsExactly(tuple(id, 6));
      assertThat(service.conversation(ALICE, id).turns())
          .extracting(Said::content)
          .contains("What is the salary of a supervisor?", first.answer(), second.answer());
      service.deleteConversation(ALICE, id);
      assertThat(service.conversations(ALICE, 10)).isEmpty();
    }
  }

  @Test
  void anothersConversationDoesNotExistForAnybodyElse() throws Exception {
    try (FootnoteService service = filled()) {
      String id =
          Objects.requireNonNull(
              ask(service, ALICE, "How long is paid leave?", Conversation.fresh())
                  .conversationId());
      for (Principal other : List.of(BOB, OPERATOR)) {
        assertThat(service.conversations(other, 10)).isEmpty();
        for (String asked : List.of(id, "conv_unknown")) {
          List<ThrowingCallable> ways =
              List.of(
                  () -> service.conversation(other, asked),
                  () -> service.deleteConversation(other, asked),
                  () -> ask(service, other, "And now?", new Conversation.Remembered(asked)));
          assertThat(ways)
              .allSatisfy(way ->
                  assertThatThrownBy(way)
                      .isInstanceOf(NotFoundException.class)
                      .hasMessage(
                          "there is no conversation '"
                              + asked
                              + "'; ask without one to start a new one"));
        }
      }
      assertThat(service.conversation(ALICE, id).turns()).hasSize(2);
    }
  }

  @Test
  void aRememberedAnswerIsWithheldFromWhoMayNoLongerReadItsSource() throws Exception {
    try (FootnoteService service = filled()) {
      Answer answer =
          ask(service, ALICE, "What is the salary of a supervisor?", Conversation.fresh());
      assertThat(answer.answer()).contains("5200");
      String id = Objects.requireNonNull(answer.conversationId());
      service.setAcl(OPERATOR, idOf(service, "salaries"), Set.of("board"));
      assertThat(service.conversation(ALICE, id).turns().getLast())
          .satisfies(said -> {
            assertThat(said.withheld()).isTrue();
            assertThat(said.content()).doesNotContain("5200").contains("may no longer read");
          });
      Conversation goOn = new Conversation.Remembered(id);
      assertThat(ask(service, ALICE, "Repeat your last answer", goOn).answer())
          .doesNotContain("5200");
    }
  }

  @Test
  void whatIsToldAndWhoHasNoNameIsNotRemembered() throws Exception {
    try (FootnoteService service = filled()) {
      Turn before = Turn.user("How long is paid leave?");
      Conversation told = new Conversation.Told(List.of(before));
      Answer answer = ask(service, ALICE, "When does unused leave expire?", told);
      assertThat(answer.answer()).contains("March");
      assertThat(answer.conversationId()).isNull();
      assertThat(service.conversations(ALICE, 10)).isEmpty();
      assertThatThrownBy(() -> Conversation.of("conv_1", List.of(before)))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessage("give conversation_id or history, not both: a conversation has its history");
    }
  }

  @Test
  void aQuestionMayBeAsLongAsABook() throws Exception {
    try (FootnoteService service = filled()) {
      String question =
          "How many days of paid leave are there? " + "And so on it goes. ".repeat(20_000);
      assertThat(ask(service, ALICE, question, Conversation.fresh()).citations()).isNotNull();
      assertThat(service.search(ALICE, search(question)).results().getFirst().title())
          .isEqualTo("leave");
    }
  }

  @Test
  void keysAreShownOnceAndListedWithoutTheirSecret() {
    try (FootnoteService service = open()) {
      CreatedKey created = service.createKey(OPERATOR, "carla", Set.of("hr"), false);
      assertThat(created.secret()).startsWith("fn_").hasSizeGreaterThan(40);
      assertThat(service.keys(OPERATOR)).containsExactly(created.key());
      assertThat(service.keys(OPERATOR).toString()).doesNotContain(created.secret());
      assertThat(service.revokeKey(OPERATOR, created.key().keyId())).isEqualTo(created.key());
      assertThat(service.keys(OPERATOR)).isEmpty();
      assertThatThrownBy(() -> service.revokeKey(OPERATOR, created.key().keyId()))
          .hasMessage("there is no key '" + created.key().keyId() + "'");
    }
  }

  @Test
  void wrongRequestsSayWhatIsWrong() throws Exception {
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

  @Test
  void aFolderIsSynchronised(@TempDir Path documents) throws Exception {
    Files.writeString(documents.resolve("leave.txt"), LEAVE);
    Files.writeString(documents.resolve("router.txt"), ROUTER);
    String leave = documents.resolve("leave.txt").toString();
    String router = documents.resolve("router.txt").toString();
    FootnoteService.Sync sync = sync(documents, false);
    try (FootnoteService service = open()) {
      SyncPlan first = service.plan(OPERATOR, sync);
      assertThat(first.added()).containsExactly(leave, router);
      assertThat(service.collections(OPERATOR)).as("a plan creates nothing").isEmpty();
      end(service, service.sync(OPERATOR, sync));
      Files.delete(documents.resolve("leave.txt"));
      assertThat(service.plan(OPERATOR, sync).removed()).containsExactly(leave);
      Job synced = end(service, service.sync(OPERATOR, sync));
      assertThat(synced.state()).isEqualTo(Job.State.DONE);
      assertThat(sources(service)).containsExactly(router);

      String id =
          service
              .documents(OPERATOR, "default", new DocumentQuery(null, null, 1))
              .documents()
              .getFirst()
              .documentId();
      assertThat(service.delete(OPERATOR, DeletionRequest.of(id)).documents()).containsExactly(id);
      assertThat(service.plan(OPERATOR, sync).keptDeleted()).containsExactly(router);
      end(service, service.sync(OPERATOR, sync));
      assertThat(sources(service)).isEmpty();
      end(service, service.sync(OPERATOR, sync(documents, true)));
      assertThat(sources(service)).containsExactly(router);
      assertThat(service.plan(OPERATOR, sync).keptDeleted()).isEmpty();

      assertThatThrownBy(() -> service.plan(ALICE, sync)).isInstanceOf(ForbiddenException.class);
      assertThatThrownBy(() -> service.sync(ALICE, sync))
          .isInstanceOf(ForbiddenException.class)
          .hasMessage("only an operator may ingest documents; 'alice' is none");
      FootnoteService.Ingest text = ingestOf("a", "b", null);
      assertThatThrownBy(() -> service.sync(OPERATOR, new FootnoteService.Sync(text, false, false)))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessage("only files and folders can be synchronised");
    }
  }

  private static FootnoteService.Sync sync(Path folder, boolean restoreDeleted) {
    return new FootnoteService.Sync(
        new FootnoteService.Ingest(
            "default", List.of(new IngestInput.PathInput(folder)), null, Map.of()),
        false,
        restoreDeleted);
  }

  private static Job end(FootnoteService service, Job job) throws InterruptedException {
    return service.awaitJob(OPERATOR, job.jobId(), Duration.ofSeconds(30));
  }

  private static List<String> sources(FootnoteService service) {
    return service
        .documents(OPERATOR, "default", new DocumentQuery(null, null, 100))
        .documents()
        .stream()
        .map(DocumentRecord::source)
        .sorted()
        .toList();
  }

  @Test
  void aRequestThatIsRepeatedWithItsKeyIsOneJob() throws Exception {
    try (FootnoteService service = open()) {
      Job first = service.ingest(OPERATOR, ingestOf("a", "One.", "key-1"));
      end(service, first);
      assertThat(service.ingest(OPERATOR, ingestOf("a", "One.", "key-1")).jobId())
          .isEqualTo(first.jobId());
      assertThat(service.ingest(OPERATOR, ingestOf("a", "One.", "key-2")).jobId())
          .isNotEqualTo(first.jobId());
      assertThatThrownBy(() -> service.ingest(OPERATOR, ingestOf("a", "Two.", "key-1")))
          .isInstanceOf(ConflictException.class)
          .hasMessage(
              "the idempotency key 'key-1' was used for another request in the last 24 hours (job "
                  + first.jobId()
                  + "); use a new key for a new request");
    }
  }

  private static FootnoteService.Ingest ingestOf(String source, String text, @Nullable String key) {
    return new FootnoteService.Ingest(
            "default", List.of(new IngestInput.Text(source, null, text)), null, Map.of())
        .withIdempotencyKey(key);
  }

  @Test
  void aWatchedJobIsToldUntilItsEnd() throws Exception {
    try (FootnoteService service = open()) {
      Job queued = service.ingest(OPERATOR, ingestOf("a", "One.", null));
      List<Job> told = new ArrayList<>();
      Job last = service.watchJob(OPERATOR, queued.jobId(), told::add);
      assertThat(last.state()).isEqualTo(Job.State.DONE);
      assertThat(told).isNotEmpty().last().isEqualTo(last);
      assertThat(told).doesNotHaveDuplicates();
      assertThatThrownBy(() -> service.watchJob(BOB, queued.jobId(), told::add))
          .isInstanceOf(NotFoundException.class)
          .hasMessage("there is no job '" + queued.jobId() + "'");
    }
  }

  @Test
  void onlyWhatRunsIsPausedAndOnlyWhatIsPausedIsResumed() throws Exception {
    try (FootnoteService service = open()) {
      String id = end(service, service.ingest(OPERATOR, ingestOf("a", "One.", null))).jobId();
      assertThatThrownBy(() -> service.pauseJob(OPERATOR, id))
          .isInstanceOf(ConflictException.class)
          .hasMessage("job '" + id + "' has ended; there is nothing to pause");
      assertThatThrownBy(() -> service.resumeJob(OPERATOR, id))
          .isInstanceOf(ConflictException.class)
          .hasMessage("job '" + id + "' is not paused but done");
      assertThatThrownBy(() -> service.pauseJob(BOB, id)).isInstanceOf(NotFoundException.class);
    }
  }

  @Test
  void addressesAreFetchedFromAllowedHostsOnly() {
    try (FootnoteService service = open()) {
      FootnoteService.Ingest page =
          new FootnoteService.Ingest(
              "default",
              List.of(IngestInput.Url.of("https://docs.example.org/a#part")),
              null,
              Map.of());
      assertThatThrownBy(() -> service.ingest(OPERATOR, page))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessage(
              "https://docs.example.org/a is not fetched: the setting fetch_hosts does not allow"
                  + " docs.example.org");
    }
  }
}
