package io.footnote.serve.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.serve.engine.model.Answer;
import io.footnote.serve.engine.model.AnswerThresholds;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.CollectionInfo;
import io.footnote.serve.engine.model.DeletionRequest;
import io.footnote.serve.engine.model.NotFoundException;
import io.footnote.serve.engine.model.SearchRequest;
import io.footnote.serve.engine.model.TraceReplay;
import io.footnote.serve.engine.model.TraceReplay.ReplayedStage;
import io.footnote.serve.engine.trace.Trace;
import io.footnote.serve.engine.trace.TraceStage;
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
  default void aTraceTellsNothingOfDocumentsThatItsReaderMayNoLongerRead() throws Exception {
    try (FootnoteService service = filled()) {
      Answer answer = salary(service);
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
      assertThat(same.stages().getLast().now()).contains("5200 euros").doesNotContain("5900");

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
