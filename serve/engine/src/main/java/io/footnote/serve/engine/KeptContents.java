package io.footnote.serve.engine;

import io.footnote.index.ReadView;
import io.footnote.index.model.DocumentPage;
import io.footnote.index.model.DocumentQuery;
import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.Filter;
import io.footnote.index.model.Principal;
import io.footnote.ingest.parse.FileOriginals;
import io.footnote.ingest.parse.ParsedDocument;
import io.footnote.ingest.parse.ParsedStore;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The extracted texts and the originals of all collections; documents of equal content share them.
 * Thread-safe.
 */
final class KeptContents {
  /** Sees all documents: what nobody may read is not unused. */
  private static final Principal KEEPER = Principal.operator("kept-contents");

  private final CollectionRegistry registry;
  private final Supplier<ParsedStore> parsed;
  private final FileOriginals originals;

  KeptContents(CollectionRegistry registry, Supplier<ParsedStore> parsed, FileOriginals originals) {
    this.registry = registry;
    this.parsed = parsed;
    this.originals = originals;
  }

  /** Content hashes of all documents of a collection. */
  Set<String> of(String collection) {
    Set<String> hashes = new HashSet<>();
    forEachDocument(collection, document -> hashes.add(document.contentHash()));
    return hashes;
  }

  /**
   * Forgets what is kept of the contents among these that no document has any more.
   *
   * @return these
   */
  Set<String> forgetUnused(Set<String> contentHashes) {
    Set<String> unused = new HashSet<>(contentHashes);
    for (String name : registry.names()) {
      forEachDocument(name, document -> unused.remove(document.contentHash()));
    }
    if (!unused.isEmpty()) {
      parsed.get().deleteAll(unused);
    }
    forgetOriginals(unused);
    return unused;
  }

  /**
   * Forgets contents in the texts of the documents they were attached to, which are kept with all
   * that lay in them. What an older parser left of such a document is forgotten as a whole.
   */
  void forgetInside(Set<String> holders, Set<String> contentHashes) {
    ParsedStore store = parsed.get();
    for (String holder : holders) {
      Optional<ParsedDocument> kept = store.get(holder);
      if (kept.isEmpty()) {
        store.deleteAll(Set.of(holder));
      } else {
        ParsedDocument rest = kept.get().without(holder, contentHashes);
        if (!rest.equals(kept.get())) {
          store.replace(holder, rest);
        }
      }
    }
  }

  /** Forgets originals, whoever has their content. */
  void forgetOriginals(Set<String> contentHashes) {
    contentHashes.forEach(originals::delete);
  }

  /**
   * Forgets all contents that no document has, such as those of documents that a process replaced
   * just before it died. Nothing may be ingested meanwhile. A collection whose records cannot be
   * read now may need any of them; then nothing is forgotten.
   */
  void forgetUnused() {
    List<String> names = registry.names();
    if (names.stream().allMatch(name -> registry.readableRecords(name).isPresent())) {
      Set<String> used = new HashSet<>();
      names.forEach(name -> used.addAll(of(name)));
      parsed.get().retain(used);
      originals.retain(used);
    }
  }

  /** Passes over a collection whose records have another form than today's. */
  private void forEachDocument(String collection, Consumer<DocumentRecord> action) {
    registry
        .readableRecords(collection)
        .ifPresent(index -> {
          try (ReadView view = index.lease(KEEPER)) {
            forEachDocument(view, null, action);
          }
        });
  }

  /** All visible documents that satisfy a filter. */
  static void forEachDocument(
      ReadView view, @Nullable Filter filter, Consumer<DocumentRecord> action) {
    String cursor = null;
    do {
      DocumentPage page =
          view.documents(new DocumentQuery(filter, cursor, DocumentQuery.MAX_LIMIT));
      page.documents().forEach(action);
      cursor = page.nextCursor();
    } while (cursor != null);
  }
}
