package io.footnote.serve.engine.assemble;

import io.footnote.serve.engine.model.CollectionView;
import java.util.List;
import java.util.Optional;

/** Finds the extracted texts of documents. Thread-safe. */
@FunctionalInterface
public interface TextFinder {
  /** Keeps none. */
  TextFinder NONE = (views, documentId) -> Optional.empty();

  /** The text of a document that one of the views shows, where it is kept. */
  Optional<String> text(List<CollectionView> views, String documentId);
}
