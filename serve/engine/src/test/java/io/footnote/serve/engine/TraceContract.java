package io.footnote.serve.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.serve.engine.model.Answer;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.DeletionRequest;
import io.footnote.serve.engine.model.NotFoundException;
import io.footnote.serve.engine.model.SearchRequest;
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
}
