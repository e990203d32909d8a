package io.footnote.serve.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.footnote.index.model.DocumentQuery;
import io.footnote.index.model.Filter;
import io.footnote.index.model.Principal;
import io.footnote.index.model.SearchMode;
import io.footnote.ingest.IngestInput;
import io.footnote.ingest.Job;
import io.footnote.serve.engine.model.Profile;
import io.footnote.serve.engine.model.SearchExplanation;
import io.footnote.serve.engine.model.SearchRequest;
import io.footnote.serve.engine.model.SearchResult;
import io.footnote.serve.engine.model.WhyRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/** A small organisation with three documents, for the contracts of {@link FootnoteService}. */
public interface ServiceFixture {
  Principal OPERATOR = Principal.operator("olga");
  Principal ALICE = Principal.of("alice", "hr");
  Principal BOB = Principal.of("bob", "it");

  String LEAVE =
      "Employees have thirty days of paid leave in each calendar year. Unused leave expires at the"
          + " end of March.";
  String SALARIES =
      "The salary of a warehouse supervisor is 5200 euros a month. Bonuses are paid in November.";
  String ROUTER =
      "The administrator password of the warehouse router is kept in the safe of the IT office.";

  /**
   * An empty service, closed by the contract.
   *
   * @param reranker null for none
   */
  FootnoteService open(@Nullable RerankerChoice reranker);

  default FootnoteService open() {
    return open(null);
  }

  default void ingest(FootnoteService service, String source, String text, String... acl)
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

  default FootnoteService filled() throws InterruptedException {
    return filled(null);
  }

  default FootnoteService filled(@Nullable RerankerChoice reranker) throws InterruptedException {
    FootnoteService service = open(reranker);
    ingest(service, "leave", LEAVE);
    ingest(service, "salaries", SALARIES, "hr");
    ingest(service, "router", ROUTER, "it");
    return service;
  }

  default List<String> found(FootnoteService service, Principal principal, SearchMode mode) {
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

  default String idOf(FootnoteService service, String title) {
    return service
        .documents(OPERATOR, "default", new DocumentQuery(null, null, 100))
        .documents()
        .stream()
        .filter(document -> document.title().equals(title))
        .findFirst()
        .orElseThrow()
        .documentId();
  }

  default List<String> titles(FootnoteService service, SearchRequest request) {
    return service.search(OPERATOR, request).results().stream().map(SearchResult::title).toList();
  }

  default SearchExplanation why(
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

  default String message(ThrowingCallable call) {
    return String.valueOf(catchThrowable(call).getMessage());
  }
}
