package io.footnote.ingest;

import io.footnote.index.ReadView;
import io.footnote.index.model.DocumentPage;
import io.footnote.index.model.DocumentQuery;
import io.footnote.index.model.DocumentRecord;
import java.util.function.Predicate;

/** All documents of a view. */
final class Documents {
  private Documents() {}

  /**
   * Hands over the documents in the order of their ids.
   *
   * @param to returns whether to go on
   */
  static void forEach(ReadView view, Predicate<DocumentRecord> to) {
    String cursor = null;
    do {
      DocumentPage page = view.documents(new DocumentQuery(null, cursor, DocumentQuery.MAX_LIMIT));
      for (DocumentRecord document : page.documents()) {
        if (!to.test(document)) {
          return;
        }
      }
      cursor = page.nextCursor();
    } while (cursor != null);
  }
}
