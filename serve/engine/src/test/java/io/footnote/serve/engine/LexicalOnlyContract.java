package io.footnote.serve.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.index.model.IndexKind;
import io.footnote.index.model.SearchMode;
import io.footnote.ingest.IngestInput;
import io.footnote.ingest.Job;
import io.footnote.serve.engine.model.Answer;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.CollectionInfo;
import io.footnote.serve.engine.model.ConflictException;
import io.footnote.serve.engine.model.InvalidRequestException;
import io.footnote.serve.engine.model.Profile;
import io.footnote.serve.engine.model.SearchExplanation.Stage;
import io.footnote.serve.engine.model.SearchRequest;
import io.footnote.serve.engine.model.SearchResponse;
import io.footnote.serve.engine.model.SearchResult;
import io.footnote.serve.engine.model.WhyRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link FootnoteService} keeps where there are no vectors. */
public interface LexicalOnlyContract extends ServiceFixture {

  /** The three documents in the collection {@code words}. */
  private FootnoteService wordsAlone() throws InterruptedException {
    FootnoteService service = open();
    service.createCollection(OPERATOR, "words", IndexKind.LEXICAL_ONLY);
    add(service, "leave", LEAVE);
    add(service, "salaries", SALARIES, "hr");
    add(service, "router", ROUTER, "it");
    return service;
  }

  private static FootnoteService.Ingest text(
      String collection, String source, String text, String... acl) {
    return new FootnoteService.Ingest(
        collection, List.of(new IngestInput.Text(source, source, text)), Set.of(acl), Map.of());
  }

  private static void add(FootnoteService service, String source, String text, String... acl)
      throws InterruptedException {
    Job job = service.ingest(OPERATOR, text("words", source, text, acl));
    Job ended = service.awaitJob(OPERATOR, job.jobId(), Duration.ofSeconds(30));
    assertThat(ended.state()).as("%s", ended).isEqualTo(Job.State.DONE);
  }

  private static SearchRequest in(SearchMode mode, String... collections) {
    return new SearchRequest(
        "warehouse leave", List.of(collections), mode, Profile.ACCURATE, 10, null, true);
  }

  @Test
  default void aHybridSearchWithoutVectorsIsOneByWordsAndSaysSo() throws Exception {
    try (FootnoteService service = wordsAlone()) {
      SearchResponse hybrid = service.search(OPERATOR, in(SearchMode.HYBRID, "words"));
      SearchResponse lexical = service.search(OPERATOR, in(SearchMode.LEXICAL, "words"));
      assertThat(hybrid.mode()).isEqualTo(SearchMode.LEXICAL);
      assertThat(hybrid.results())
          .isEqualTo(lexical.results())
          .hasSize(3)
          .allSatisfy(result -> assertThat(result.scores().semantic()).isNull());
      assertThat(service.search(BOB, in(SearchMode.HYBRID, "words")).results())
          .extracting(SearchResult::title)
          .containsExactlyInAnyOrder("leave", "router");
      String id = hybrid.results().getFirst().documentId();
      assertThat(
              service
                  .why(OPERATOR, new WhyRequest(in(SearchMode.HYBRID, "words"), id, null))
                  .stage())
          .isEqualTo(Stage.RETURNED);
    }
  }

  @Test
  default void aSemanticSearchWithoutVectorsIsRefused() throws Exception {
    try (FootnoteService service = wordsAlone()) {
      assertThatThrownBy(() -> service.search(OPERATOR, in(SearchMode.SEMANTIC, "words")))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessage(
              "collection 'words' is lexical-only and has no vectors; search it in mode lexical, or"
                  + " in mode hybrid, which does the same there");
    }
  }

  @Test
  default void oneCollectionWithoutVectorsDecidesForAllThatAreSearched() throws Exception {
    try (FootnoteService service = wordsAlone()) {
      ingest(service, "elsewhere", LEAVE);
      SearchResponse both = service.search(OPERATOR, in(SearchMode.HYBRID, "default", "words"));
      assertThat(both.mode()).isEqualTo(SearchMode.LEXICAL);
      assertThat(both.results())
          .extracting(SearchResult::title)
          .containsExactlyInAnyOrder("elsewhere", "leave", "router", "salaries");
      assertThat(service.search(OPERATOR, in(SearchMode.HYBRID, "default")).mode())
          .isEqualTo(SearchMode.HYBRID);
    }
  }

  @Test
  default void aQuestionIsAnsweredFromWhatWordsFound() throws Exception {
    try (FootnoteService service = wordsAlone()) {
      ingest(service, "leave", LEAVE);
      String question = "How many days of paid leave do employees have?";
      Answer answer = service.ask(OPERATOR, AskRequest.of("words", question), event -> {});
      Answer usual = service.ask(OPERATOR, AskRequest.of("default", question), event -> {});
      assertThat(answer.citations().getFirst().title()).isEqualTo("leave");
      assertThat(answer.answer()).isEqualTo(usual.answer()).contains("thirty days");
      assertThat(answer.abstained()).isFalse();
    }
  }

  @Test
  default void aCollectionStaysWhatItWasMade() throws Exception {
    try (FootnoteService service = wordsAlone()) {
      ingest(service, "leave", LEAVE);
      CollectionInfo words = service.collection(OPERATOR, "words");
      assertThat(words.lexicalOnly()).isTrue();
      assertThat(words.embeddingModel()).isEqualTo("none");
      assertThat(words.mismatch()).isNull();
      assertThat(service.collection(OPERATOR, "default").lexicalOnly()).isFalse();
      assertThat(service.stats(OPERATOR, "words").manifest().kind())
          .isEqualTo(IndexKind.LEXICAL_ONLY);

      assertThat(service.createCollection(OPERATOR, "words")).isEqualTo(words);
      FootnoteService.Ingest mixing =
          text("default", "more", ROUTER).withKind(IndexKind.LEXICAL_ONLY);
      assertThatThrownBy(() -> service.ingest(OPERATOR, mixing))
          .isInstanceOf(ConflictException.class)
          .hasMessage(
              "collection 'default' has vectors; lexical_only makes new collections without, so"
                  + " leave it out or choose another collection");
      assertThatThrownBy(() -> service.createCollection(OPERATOR, "words", IndexKind.HYBRID))
          .isInstanceOf(ConflictException.class)
          .hasMessage(
              "collection 'words' is lexical-only and has no vectors; leave lexical_only out, or"
                  + " choose another collection for documents with vectors");
    }
  }
}
