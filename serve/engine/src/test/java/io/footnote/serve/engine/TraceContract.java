package io.footnote.serve.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.footnote.index.model.Principal;
import io.footnote.index.model.SearchMode;
import io.footnote.serve.engine.model.Answer;
import io.footnote.serve.engine.model.AnswerThresholds;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.CollectionInfo;
import io.footnote.serve.engine.model.DeletionRequest;
import io.footnote.serve.engine.model.InvalidRequestException;
import io.footnote.serve.engine.model.NotFoundException;
import io.footnote.serve.engine.model.Profile;
import io.footnote.serve.engine.model.Rerank;
import io.footnote.serve.engine.model.SearchRequest;
import io.footnote.serve.engine.model.TraceMark;
import io.footnote.serve.engine.model.TraceReplay;
import io.footnote.serve.engine.model.TraceReplay.ReplayedStage;
import io.footnote.serve.engine.trace.Trace;
import io.footnote.serve.engine.trace.TraceInfo;
import io.footnote.serve.engine.trace.TracePage;
import io.footnote.serve.engine.trace.TraceStage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link FootnoteService} tells of how answers came about. */
public interface TraceContract extends ServiceFixture {
  private Answer salary(FootnoteService service) {
    return service.ask(
        ALICE, AskRequest.of("default", "What is the salary of a supervisor?"), event -> {});
  }

  private String unknown(String id) {
    return "there is no trace '"
        + id
        + "'; those of answers are kept for trace_days, of searches only the latest";
  }

  @Test
  default void tracesAreTheirOwnersAndOperators() throws Exception {
    try (FootnoteService service = filled()) {
      String id = service.search(ALICE, SearchRequest.of("default", "leave")).traceId();
      assertThat(service.trace(ALICE, id).stages()).extracting("name").containsExactly("retrieve");
      assertThat(service.trace(OPERATOR, id).input()).isEqualTo("leave");
      assertThatThrownBy(() -> service.trace(BOB, id))
          .isInstanceOf(NotFoundException.class)
          .hasMessage(unknown(id));
      assertThatThrownBy(() -> service.trace(BOB, "unknown"))
          .isInstanceOf(NotFoundException.class)
          .hasMessage(unknown("unknown"));
    }
  }

  @Test
  default void tracesAreListedForWhoAskedNewestFirst() throws Exception {
    try (FootnoteService service = filled()) {
      assertThat(service.traces(ALICE, 10, null)).isEqualTo(new TracePage(List.of(), null));
      List<String> asked = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        asked.addFirst(service.search(ALICE, SearchRequest.of("default", "leave " + i)).traceId());
        asked.addFirst(salary(service).traceId());
        service.search(BOB, SearchRequest.of("default", "router " + i));
      }
      List<TraceInfo> found = new ArrayList<>();
      String cursor = null;
      do {
        TracePage page = service.traces(ALICE, 3, cursor);
        assertThat(page.traces()).hasSizeBetween(1, 3);
        found.addAll(page.traces());
        cursor = page.nextCursor();
      } while (cursor != null);
      assertThat(found)
          .extracting(TraceInfo::traceId)
          .containsExactlyInAnyOrderElementsOf(asked); // several may begin in one millisecond
      assertThat(found).isSortedAccordingTo(Comparator.comparing(TraceInfo::started).reversed());
      assertThat(found).extracting(TraceInfo::kind).containsOnly("search", "ask");
      assertThat(found).extracting(TraceInfo::input).contains("leave 4").doesNotContain("router 4");
      assertThat(service.traces(BOB, 10, null).traces()).hasSize(5);
      assertThat(service.traces(Principal.operator("oscar"), 10, null).traces()).isEmpty();
      assertThat(service.traces(Principal.anonymous(), 10, null).traces()).isEmpty();
      assertThatThrownBy(() -> service.traces(ALICE, 0, null))
          .hasMessage("limit must be between 1 and 1000, but got: 0");
      assertThatThrownBy(() -> service.traces(ALICE, 1, "yesterday"))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessage("'yesterday' is no cursor; take it from next_cursor of the page before");
    }
  }

  @Test
  default void aFailureNamesItsTrace() throws Exception {
    try (FootnoteService service = filled()) {
      SearchRequest reranked =
          new SearchRequest(
              "leave",
              List.of("default"),
              SearchMode.HYBRID,
              Profile.BALANCED,
              10,
              null,
              Rerank.ALWAYS,
              false,
              false,
              List.of());
      Throwable failure = catchThrowable(() -> service.search(ALICE, reranked));
      Trace trace = service.trace(ALICE, TraceMark.in(failure).orElseThrow());
      assertThat(trace.error()).isEqualTo("retrieve: failed: no_reranker");
      assertThat(service.traces(ALICE, 1, null).traces())
          .singleElement()
          .extracting(TraceInfo::error)
          .isEqualTo(trace.error());
      Throwable untraced =
          catchThrowable(() -> service.search(ALICE, SearchRequest.of("nowhere", "leave")));
      assertThat(TraceMark.in(untraced)).isEmpty();
    }
  }

  @Test
  default void aTraceTellsNothingOfDocumentsThatItsReaderMayNoLongerRead() throws Exception {
    try (FootnoteService service = filled()) {
      Answer answer = salary(service);
      Trace trace = service.trace(ALICE, answer.traceId());
      assertThat(trace.stages().toString()).contains("5200");
      assertThat(trace.sources()).extracting("collection").containsOnly("default");
      String salaries = answer.citations().getFirst().documentId();
      service.setAcl(OPERATOR, salaries, Set.of("board"));
      Trace withheld = service.trace(ALICE, answer.traceId());
      assertThat(withheld.toString()).doesNotContain("5200 euros").doesNotContain(salaries);
      assertThat(withheld.stages())
          .extracting("name")
          .containsExactlyElementsOf(trace.stages().stream().map(TraceStage::name).toList());
      assertThat(service.trace(OPERATOR, answer.traceId())).isEqualTo(trace);
      service.delete(OPERATOR, DeletionRequest.of(salaries));
      assertThatThrownBy(() -> service.trace(OPERATOR, answer.traceId()))
          .hasMessage(unknown(answer.traceId()));
    }
  }

  @Test
  default void anAnswerIsReplayedFromWhatWasRetrievedForIt() throws Exception {
    try (FootnoteService service = filled()) {
      Answer answer = salary(service);
      ingest(service, "salaries-2", "A supervisor's salary is 5900 euros. Salaries rise in May.");
      TraceReplay same = service.replay(ALICE, answer.traceId());
      assertThat(same.stages())
          .extracting(ReplayedStage::name)
          .containsExactly("assemble", "decide", "answer");
      assertThat(same.stages()).allSatisfy(one -> assertThat(one.now()).isEqualTo(one.then()));
      assertThat(same.same()).isTrue();
      assertThat(same.changes()).isEmpty();
      assertThat(same.stages().getLast().now()).contains("5200 euros").doesNotContain("5900 euros");

      CollectionInfo _ =
          service.configureCollection(OPERATOR, "default", new AnswerThresholds(1, 1));
      TraceReplay strict = service.replay(OPERATOR, answer.traceId());
      assertThat(strict.same()).isFalse();
      assertThat(strict.stages())
          .extracting(ReplayedStage::same)
          .containsExactly(true, false, false);
      assertThat(strict.stages().get(1).now()).startsWith("Decline[");
      assertThat(strict.changes()).singleElement().asString().startsWith("thresholds were ");

      assertThatThrownBy(() -> service.replay(BOB, answer.traceId()))
          .hasMessage(unknown(answer.traceId()));
      String search = service.search(ALICE, SearchRequest.of("default", "leave")).traceId();
      assertThatThrownBy(() -> service.replay(ALICE, search))
          .isInstanceOf(NotFoundException.class)
          .hasMessageStartingWith("trace '" + search + "' cannot be replayed");
    }
  }
}
