package io.footnote.serve.engine.answer;

import io.footnote.serve.engine.answer.Recording.Candidate;
import io.footnote.serve.engine.answer.Recording.Given;
import io.footnote.serve.engine.assemble.Shelf;
import io.footnote.serve.engine.model.SearchResult;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What is recorded of the documents that an answer was made from: their passages stay as read. */
record RecordedShelf(Given given) implements Shelf {

  /** Whether the answerer could be shown a passage. */
  boolean readable(SearchResult passage) {
    return given.candidates().stream()
        .filter(candidate -> candidate.chunkId().equals(passage.chunkId()))
        .allMatch(Candidate::readable);
  }

  @Override
  public Optional<Instant> modified(String documentId) {
    return given.candidates().stream()
        .filter(candidate -> candidate.documentId().equals(documentId))
        .map(Candidate::modified)
        .filter(Objects::nonNull)
        .findFirst()
        .map(Instant::ofEpochMilli);
  }

  @Override
  public Optional<String> text(String documentId) {
    return Optional.empty();
  }

  @Override
  public Optional<SearchResult> passage(SearchResult neighbour, int ordinal) {
    return Optional.empty();
  }

  @Override
  public Optional<List<SearchResult>> everything(long characters) {
    return Optional.empty();
  }
}
