package io.footnote.serve.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.footnote.index.FilterText;
import io.footnote.index.model.DocumentQuery;
import io.footnote.index.model.Filter;
import io.footnote.index.model.Principal;
import io.footnote.index.model.SearchMode;
import io.footnote.index.model.TermScore;
import io.footnote.ingest.IngestInput;
import io.footnote.ingest.Job;
import io.footnote.serve.engine.model.Answer;
import io.footnote.serve.engine.model.AnswerEvent;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.AskRequest.Conversation;
import io.footnote.serve.engine.model.Citation;
import io.footnote.serve.engine.model.ConversationDetail.Said;
import io.footnote.serve.engine.model.ConversationInfo;
import io.footnote.serve.engine.model.CreatedKey;
import io.footnote.serve.engine.model.FootnoteException;
import io.footnote.serve.engine.model.ForbiddenException;
import io.footnote.serve.engine.model.InvalidRequestException;
import io.footnote.serve.engine.model.NotFoundException;
import io.footnote.serve.engine.model.Profile;
import io.footnote.serve.engine.model.ResultExplanation;
import io.footnote.serve.engine.model.ResultExplanation.Part;
import io.footnote.serve.engine.model.SearchExplanation;
import io.footnote.serve.engine.model.SearchExplanation.LegPlace;
import io.footnote.serve.engine.model.SearchExplanation.Stage;
import io.footnote.serve.engine.model.SearchRequest;
import io.footnote.serve.engine.model.SearchResponse;
import io.footnote.serve.engine.model.SearchResult;
import io.footnote.serve.engine.model.Turn;
import io.footnote.serve.engine.model.WhyRequest;
import io.footnote.serve.engine.trace.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link FootnoteService} keeps; subclasses say how to get one. */
public abstract class FootnoteServiceContract {
  protected static final Principal OPERATOR = Principal.operator("olga");
  protected static final Principal ALICE = Principal.of("alice", "hr");
  protected static final Principal BOB = Principal.of("bob", "it");

  private static final String LEAVE =
      "Employees have thirty days of paid leave in each calendar year. Unused leave expires at the"
          + " end of March.";
  private static final String SALARIES =
      "The salary of a warehouse supervisor is 5200 euros a month. Bonuses are paid in November.";
  private static final String ROUTER =
      "The administrator password of the warehouse router is kept in the safe of the IT office.";

  /** An empty service, closed by the contract. */
  protected abstract FootnoteService open();

  private static void ingest(FootnoteService service, String source, String text, String... acl)
      throws InterruptedException {
    Job job =
        service.ingest(
            OPERATOR,
            new FootnoteService.Ingest(
                "default",
                List.of(new IngestInput.Text(source, source, text)),
                Set.of(acl),
                Map.of()));
    Job ended = service.awaitJob(OPERATOR, job.jobId(), Duration.ofSeconds(30));
    assertThat(ended.state()).as("%s", ended).isEqualTo(Job.State.DONE);
  }

  private FootnoteService filled() throws InterruptedException {
    FootnoteService service = open();
    ingest(service, "leave", LEAVE);
    ingest(service, "salaries", SALARIES, "hr");
    ingest(service, "router", ROUTER, "it");
    return service;
  }

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
  void anAnswerUsesOnlyWhatThePrincipalMayRead() throws Exception {
    try (FootnoteService service = filled()) {
      AskRequest question =
          AskRequest.of("default", "What is the salary of a warehouse supervisor?");
      Answer alice = service.ask(ALICE, question, event -> {});
      assertThat(alice.answer()).contains("5200 euros");
      Answer bob = service.ask(BOB, question, event -> {});
      assertThat(bob.toString()).doesNotContain("5200").doesNotContain("salaries");
    }
  }

  @Test
  void everyCitationQuotesItsDocument() throws Exception {
    try (FootnoteService service = filled()) {
      List<AnswerEvent> events = new ArrayList<>();
      Answer answer =
          service.ask(
              OPERATOR,
              AskRequest.of("default", "How many days of paid leave do employees have?"),
              events::add);
      assertThat(answer.abstained()).isFalse();
      assertThat(answer.answer())
          .startsWith("Employees have thirty days of paid leave in each calendar year.[1]");
      for (Citation citation : answer.citations()) {
        String text = service.content(OPERATOR, citation.documentId()).text();
        assertThat(text.substring(citation.charStart(), citation.charEnd()))
            .isEqualTo(citation.quote());
      }
      assertThat(events.getFirst()).isInstanceOf(AnswerEvent.Retrieved.class);
      assertThat(events.getLast()).isEqualTo(new AnswerEvent.Done(answer));
      assertThat(events.get(1)).isInstanceOf(AnswerEvent.Cited.class);
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
      assertThat(service.deleteDocument(OPERATOR, leave).chunks()).isEqualTo(1);
      assertThat(found(service, OPERATOR, SearchMode.HYBRID)).containsExactly("router", "salaries");
      assertThatThrownBy(() -> service.deleteDocument(OPERATOR, leave))
          .hasMessage("there is no document '" + leave + "'");
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

  private static SearchExplanation why(
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

  private static String id(FootnoteService service, String title) {
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
              () -> service.deleteDocument(ALICE, idOf(service, "leave")),
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
          .hasMessage("there is no trace '" + id + "'; only the latest traces are kept");
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
        false,
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
          .containsExactly("recall", "rewrite", "retrieve", "assemble", "answer", "remember");
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
                      List.of(new IngestInput.PathInput(java.nio.file.Path.of("/no/such/folder"))),
                      Set.of(),
                      Map.of())))
          .isInstanceOf(FootnoteException.class)
          .hasMessage("there is no file or folder '/no/such/folder'");
    }
  }
}
