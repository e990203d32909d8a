package io.footnote.serve.engine.assemble;

import io.footnote.index.model.DocumentRecord;
import io.footnote.serve.engine.model.SearchResult;
import java.util.List;
import java.util.Optional;

/** What passages are taken from, as far as whoever asks may see it. */
public interface Shelf {

  /** The document of that id, if it is visible. */
  Optional<DocumentRecord> document(String documentId);

  /** A document's extracted text, if it is visible and kept. */
  Optional<String> text(String documentId);

  /**
   * The passage before or after one, whatever it says.
   *
   * @param ordinal of the passage wanted in the document of {@code neighbour}
   */
  Optional<SearchResult> passage(SearchResult neighbour, int ordinal);

  /**
   * All passages of all documents that the question is asked of, by document and in reading order;
   * empty if they hold more than {@code characters}.
   */
  Optional<List<SearchResult>> everything(long characters);
}
