package io.footnote.serve.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.embed.EmbeddingException;
import io.footnote.embed.testing.FunctionReranker;
import io.footnote.index.model.SearchMode;
import io.footnote.serve.engine.model.Answer;
import io.footnote.serve.engine.model.AnswerEvent;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.InvalidRequestException;
import io.footnote.serve.engine.model.Profile;
import io.footnote.serve.engine.model.Rerank;
import io.footnote.serve.engine.model.SearchExplanation;
import io.footnote.serve.engine.model.SearchExplanation.Stage;
import io.footnote.serve.engine.model.SearchRequest;
import io.footnote.serve.engine.model.SearchResult;
import io.footnote.serve.engine.model.UnavailableException;
import io.footnote.serve.engine.model.WhyRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link FootnoteService} does with a reranker. */
public interface RerankContract extends ServiceFixture {
  private SearchRequest warehouse(Rerank rerank, int topK) {
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

  /** Likes leave best and routers least, whatever is asked. */
  private RerankerChoice contrary(int depth) {
    return new RerankerChoice(
        () ->
            new FunctionReranker((query, passage) ->
                passage.contains("leave") ? 0.9 : passage.contains("router") ? 0.1 : 0.5),
        depth);
  }

  @Test
  default void aRerankerReordersTheBestCandidates() throws Exception {
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
  default void whatTheRerankerDoesNotReadKeepsItsOrderBelow() throws Exception {
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
  default void withoutARerankerOneCannotBeDemanded() throws Exception {
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
  default void aRerankerThatFailsFailsTheSearch() throws Exception {
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
  default void aQuestionIsAnsweredFromWhatTheRerankerLikes() throws Exception {
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
  default void whatTheRerankerPutBelowTheResultsIsExplained() throws Exception {
    try (FootnoteService service = filled(contrary(50))) {
      int before = titles(service, warehouse(Rerank.NEVER, 10)).indexOf("router") + 1;
      SearchExplanation lost =
          service.why(
              OPERATOR, new WhyRequest(warehouse(Rerank.ALWAYS, 2), idOf(service, "router"), null));
      assertThat(lost.stage()).isEqualTo(Stage.RERANKED_OUT);
      assertThat(lost.reason())
          .isEqualTo(
              "Fusion put its best passage at number %d; of the best 3 the reranker made it number 3, and top_k is 2."
                  .formatted(before));
      assertThat(lost.remedy())
          .isEqualTo("It is found with top_k 3 or more, or with rerank false.");
    }
  }
}
