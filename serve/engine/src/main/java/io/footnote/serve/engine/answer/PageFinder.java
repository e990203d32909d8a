package io.footnote.serve.engine.answer;

import io.footnote.serve.engine.model.CollectionView;
import io.footnote.serve.engine.model.SearchResult;
import java.util.List;

/** Finds the page of a character where a passage stands on several pages. Thread-safe. */
@FunctionalInterface
public interface PageFinder {

  /**
   * @param offset in the document's extracted text
   * @return from 1; 0 where the format has no pages
   */
  int pageOf(List<CollectionView> views, SearchResult result, int offset);
}
