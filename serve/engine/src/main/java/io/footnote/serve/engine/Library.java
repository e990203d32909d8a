package io.footnote.serve.engine;

import io.footnote.index.ChunkIndex;
import io.footnote.index.InvalidFilterException;
import io.footnote.index.ReadView;
import io.footnote.index.model.Counts;
import io.footnote.index.model.DocumentPage;
import io.footnote.index.model.DocumentQuery;
import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.IndexKind;
import io.footnote.index.model.Principal;
import io.footnote.index.model.Span;
import io.footnote.ingest.parse.FileOriginals;
import io.footnote.ingest.parse.ParsedDocument;
import io.footnote.ingest.parse.ParsedStore;
import io.footnote.serve.engine.access.Groups;
import io.footnote.serve.engine.access.PolicyStore;
import io.footnote.serve.engine.model.CollectionInfo;
import io.footnote.serve.engine.model.CollectionView;
import io.footnote.serve.engine.model.DocumentContent;
import io.footnote.serve.engine.model.DocumentDetail;
import io.footnote.serve.engine.model.DocumentOriginal;
import io.footnote.serve.engine.model.InvalidRequestException;
import io.footnote.serve.engine.model.NotFoundException;
import io.footnote.serve.engine.model.SearchResult;
import io.footnote.serve.engine.model.UnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Collections and documents as principals see and operators change them. Thread-safe. */
final class Library {
  /** Knows how much there is inside a document, of which a reader may see less. */
  private static final Principal LIBRARIAN = Principal.operator("library");

  private final CollectionRegistry registry;
  private final PolicyStore policies;
  private final StoredThresholds thresholds;
  private final Supplier<ParsedStore> parsed;
  private final FileOriginals originals;
  private final KeptContents contents;

  Library(
      CollectionRegistry registry,
      PolicyStore policies,
      StoredThresholds thresholds,
      Supplier<ParsedStore> parsed,
      FileOriginals originals,
      KeptContents contents) {
    this.registry = registry;
    this.policies = policies;
    this.thresholds = thresholds;
    this.parsed = parsed;
    this.originals = originals;
    this.contents = contents;
  }

  List<CollectionInfo> collections(Principal principal) {
    return registry.names().stream().map(name -> collection(principal, name)).toList();
  }

  CollectionInfo collection(Principal principal, String name) {
    ChunkIndex index = registry.whateverMadeIt(name);
    try (ReadView view = index.lease(principal)) {
      Counts counts = view.counts();
      return new CollectionInfo(
          name,
          counts.documents(),
          counts.chunks(),
          index.manifest().embeddingModel(),
          index.manifest().kind() == IndexKind.LEXICAL_ONLY,
          thresholds.of(name),
          principal.operator() ? registry.mismatch(name) : null);
    }
  }

  DocumentPage documents(Principal principal, String collection, DocumentQuery query) {
    try (ReadView view = registry.records(collection).lease(principal)) {
      return view.documents(query);
    } catch (InvalidFilterException e) {
      throw new InvalidRequestException(
          "invalid_filter", "filter", String.valueOf(e.getMessage()), e);
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(
          "invalid_cursor", "cursor", String.valueOf(e.getMessage()), e);
    }
  }

  DocumentDetail document(Principal principal, String documentId) {
    return with(
        principal,
        documentId,
        (view, document) -> {
          Set<String> acl = new TreeSet<>(policies.groups(document.policyId()));
          if (!principal.operator()) {
            acl.retainAll(principal.groups()); // other groups' names are none of its business
          }
          return new DocumentDetail(
              view.collection(),
              document,
              List.copyOf(acl),
              view.view().children(documentId).stream().map(DocumentRecord::documentId).toList(),
              document.chunks() == 0
                  ? List.of()
                  : view.view().chunks(documentId, 0, document.chunks() - 1));
        });
  }

  DocumentContent content(Principal principal, String documentId) {
    return with(
        principal,
        documentId,
        (view, document) ->
            new DocumentContent(
                documentId, document.title(), document.mime(), parsed(document).text()));
  }

  /**
   * A document as it came. It holds all that lies inside, so whoever may not read one of these
   * reads that it is not kept.
   */
  DocumentOriginal original(Principal principal, String documentId) {
    return with(
        principal,
        documentId,
        (view, document) -> {
          if (document.parentId() != null) {
            throw NotFoundException.originalInside(documentId, document.parentId());
          }
          if (!seesAllInside(view, documentId)) {
            throw NotFoundException.original(documentId);
          }
          return DocumentOriginal.of(
              document,
              originals
                  .open(document.contentHash())
                  .orElseThrow(() -> NotFoundException.original(documentId)));
        });
  }

  private boolean seesAllInside(CollectionView view, String documentId) {
    try (ReadView all = registry.records(view.collection()).lease(LIBRARIAN)) {
      return view.view().children(documentId).size() == all.children(documentId).size();
    }
  }

  /** The page of a character, where a passage stands on several. */
  int pageOf(List<CollectionView> views, SearchResult result, int offset) {
    for (CollectionView view : views) {
      Optional<DocumentRecord> document = view.view().document(result.documentId());
      Optional<ParsedDocument> text =
          document.flatMap(d -> parsed.get().getOfAnyParser(d.contentHash()));
      if (text.isPresent()) {
        List<Span> pages = text.get().pages();
        int page = 0;
        while (page < pages.size() && pages.get(page).start() <= offset) {
          page++;
        }
        return Math.clamp(page, result.pageStart(), result.pageEnd());
      }
    }
    return result.pageStart();
  }

  /** The extracted text of a document that one of the views shows. */
  Optional<String> textOf(List<CollectionView> views, String documentId) {
    return views.stream()
        .map(view -> view.view().document(documentId))
        .flatMap(Optional::stream)
        .findFirst()
        .flatMap(document -> parsed.get().getOfAnyParser(document.contentHash()))
        .map(ParsedDocument::text);
  }

  void deleteCollection(String name) {
    registry.hold();
    Set<String> hashes = contents.of(name);
    registry.delete(name);
    contents.forgetUnused(hashes);
  }

  DocumentDetail setAcl(Principal principal, String documentId, Set<String> acl) {
    Groups.checkAll(acl);
    String collection = with(principal, documentId, (view, document) -> view.collection());
    ChunkIndex index = registry.writing(collection);
    index.setPolicy(documentId, policies.policyFor(acl));
    index.commit();
    return document(principal, documentId);
  }

  private ParsedDocument parsed(DocumentRecord document) {
    return parsed
        .get()
        .getOfAnyParser(document.contentHash())
        .orElseThrow(() ->
            new UnavailableException(
                "content_missing",
                "document_id",
                "the extracted text of document '"
                    + document.documentId()
                    + "' is no longer kept; ingest "
                    + document.source()
                    + " again"));
  }

  /** Finds a document in any collection; what is invisible is missing. */
  private <T> T with(
      Principal principal,
      String documentId,
      BiFunction<CollectionView, DocumentRecord, T> action) {
    for (String name : registry.names()) {
      Optional<ChunkIndex> index = registry.readableRecords(name);
      if (index.isPresent()) {
        try (ReadView leased = index.get().lease(principal)) {
          CollectionView view = new CollectionView(name, leased);
          Optional<DocumentRecord> document = view.view().document(documentId);
          if (document.isPresent()) {
            return action.apply(view, document.get());
          }
        }
      }
    }
    throw NotFoundException.document(documentId);
  }
}
