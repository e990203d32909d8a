package io.footnote.serve.engine.assemble;

import io.footnote.index.model.ChunkRecord;
import io.footnote.index.model.DocumentPage;
import io.footnote.index.model.DocumentQuery;
import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.Filter;
import io.footnote.serve.engine.model.CollectionView;
import io.footnote.serve.engine.model.SearchResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The views leased for a question.
 *
 * @param filter what the question is asked of; null for everything
 */
public record LeasedShelf(List<CollectionView> views, @Nullable Filter filter, TextFinder texts)
    implements Shelf {
  /** More documents than this are no small collection, however short they are. */
  private static final int MAX_DOCUMENTS = 200;

  public LeasedShelf {
    views = List.copyOf(views);
  }

  @Override
  public Optional<DocumentRecord> document(String documentId) {
    return views.stream()
        .map(view -> view.view().document(documentId))
        .flatMap(Optional::stream)
        .findFirst();
  }

  @Override
  public Optional<String> text(String documentId) {
    return texts.text(views, documentId);
  }

  @Override
  public Optional<SearchResult> passage(SearchResult neighbour, int ordinal) {
    return views.stream()
        .filter(view -> view.collection().equals(neighbour.collection()))
        .flatMap(view ->
            view.view().document(neighbour.documentId()).stream()
                .flatMap(document -> passages(view, document, ordinal, ordinal).stream()))
        .findFirst();
  }

  @Override
  public Optional<List<SearchResult>> everything(long characters) {
    List<SearchResult> all = new ArrayList<>();
    long left = characters;
    for (CollectionView view : views) {
      DocumentPage page = view.view().documents(new DocumentQuery(filter, null, MAX_DOCUMENTS));
      left -= page.documents().stream().mapToLong(DocumentRecord::characters).sum();
      if (page.nextCursor() != null || left < 0) {
        return Optional.empty();
      }
      page.documents()
          .forEach(document ->
              all.addAll(passages(view, document, 0, Math.max(0, document.chunks() - 1))));
    }
    return Optional.of(all);
  }

  private static List<SearchResult> passages(
      CollectionView view, DocumentRecord document, int from, int to) {
    List<ChunkRecord> chunks = view.view().chunks(document.documentId(), from, to);
    return chunks.stream()
        .map(chunk -> SearchResult.unranked(view.collection(), document, chunk))
        .toList();
  }
}
