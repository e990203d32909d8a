package io.footnote.serve.engine.guard;

import io.footnote.index.model.DocumentQuery;
import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.Filter;
import io.footnote.index.model.Filter.Compare;
import io.footnote.index.model.Filter.Operator;
import io.footnote.index.model.MetadataValue.Keyword;
import io.footnote.serve.engine.model.CollectionView;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which documents must not leave this process: language models that are not trusted with them are
 * not shown any of their text. What is attached to such a document is one too.
 *
 * @param filter what such documents satisfy; null if there are none
 */
public record Restriction(@Nullable Filter filter) {
  public static final Restriction NONE = new Restriction(null);

  /** Whether a visible document is one of them. */
  public boolean restricts(CollectionView view, String documentId) {
    if (filter == null) {
      return false;
    }
    String id = documentId;
    while (id != null) {
      if (satisfies(view, id, filter)) {
        return true;
      }
      Optional<DocumentRecord> document = view.view().document(id);
      id = document.map(DocumentRecord::parentId).orElse(null);
    }
    return false;
  }

  private static boolean satisfies(CollectionView view, String documentId, Filter wanted) {
    Filter both =
        new Filter.And(
            List.of(new Compare(Operator.EQ, "document_id", new Keyword(documentId)), wanted));
    return !view.view().documents(new DocumentQuery(both, null, 1)).documents().isEmpty();
  }
}
