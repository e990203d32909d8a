package io.footnote.ingest;

import io.footnote.index.ReadView;
import io.footnote.index.model.DocumentRecord;
import io.footnote.ingest.source.DocumentIds;
import io.footnote.ingest.source.JsonLines;
import io.footnote.ingest.source.SourceDocument;
import io.footnote.ingest.source.SourceDocument.BrokenDocument;
import io.footnote.ingest.source.SourceDocument.FileDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a collection has of some paths that they do not have any more, and what of it has only
 * moved. Reads no file but those that may have moved: files the collection does not know, of the
 * size of one that is gone. Used by one thread.
 */
final class FolderComparison {
  private final SyncRequest request;
  private final SourceListing listing;
  private final Optional<ReadView> view;
  private final SyncScope scope;
  private final Set<String> listed = new HashSet<>();
  private final Set<Path> rootsWithDocuments = new HashSet<>();
  private final List<DocumentRecord> missing = new ArrayList<>();
  private final Map<String, DocumentRecord> moved = new HashMap<>();
  private final Set<String> keptDeleted = new HashSet<>();
  private final Set<String> deleted = new HashSet<>(); // ids and content hashes
  private long known;

  private FolderComparison(SyncRequest request, SourceListing listing, Optional<ReadView> view) {
    this.request = request;
    this.listing = listing;
    this.view = view;
    this.scope = new SyncScope(request.what());
  }

  /**
   * @param view what the collection holds; empty if there is no collection yet
   * @param tombstones of the collection
   * @param hashes tells the content hash of a file
   * @throws IngestStoppedException if cancelled
   */
  static FolderComparison of(
      SyncRequest request,
      SourceListing listing,
      Optional<ReadView> view,
      List<Tombstone> tombstones,
      FileHashes hashes,
      BooleanSupplier cancelled) {
    FolderComparison comparison = new FolderComparison(request, listing, view);
    comparison.readListing(cancelled);
    comparison.findMissing();
    List<Tombstone> held = request.restoreDeleted() ? List.of() : tombstones;
    held.stream()
        .map(Tombstone::documentId)
        .filter(id -> comparison.listed.contains(id) && comparison.known(id).isEmpty())
        .forEach(comparison.keptDeleted::add);
    held.forEach(tombstone -> {
      comparison.deleted.add(tombstone.documentId());
      comparison.deleted.add(tombstone.contentHash());
    });
    comparison.findMoved(held, hashes, cancelled);
    return comparison;
  }

  /** Documents that are no longer there, in the order of their sources. */
  List<DocumentRecord> removed() {
    Set<String> elsewhere =
        moved.values().stream().map(DocumentRecord::documentId).collect(Collectors.toSet());
    return missing.stream()
        .filter(document -> !elsewhere.contains(document.documentId()))
        .sorted(Comparator.comparing(DocumentRecord::source))
        .toList();
  }

  /** The document that a file was until it moved; null if it did not move. */
  @Nullable DocumentRecord movedFrom(String documentId) {
    return moved.get(documentId);
  }

  /** Ids of listed documents that were deleted and stay so. */
  Set<String> keptDeleted() {
    return keptDeleted;
  }

  /** Whether an attachment was deleted by itself, and stays so. */
  boolean isDeleted(DocumentRecord attachment) {
    return deleted.contains(attachment.documentId()) || deleted.contains(attachment.contentHash());
  }

  /** Why this needs to be confirmed; null if it does not, or was. */
  @Nullable String refusal() {
    List<DocumentRecord> removal = removed();
    long removed = removal.size();
    boolean nothingLeft =
        removal.stream()
            .anyMatch(
                document -> scope.root(document).filter(rootsWithDocuments::contains).isEmpty());
    boolean most = known >= SyncPlan.FEW && 2 * removed > known;
    if (request.confirmRemoval() || !(nothingLeft || most)) {
      return null;
    }
    String why = nothingLeft ? "nothing is there now" : "they are no longer there";
    return "the sync would remove %d of the %d documents that collection '%s' has from %s, because %s; is the folder mounted? --dry-run names them; if they are to go, confirm it with --confirm-removal (over HTTP: \"confirm_removal\": true)"
        .formatted(removed, known, request.collection(), scope, why);
  }

  private void readListing(BooleanSupplier cancelled) {
    listing.forEach(source -> {
      if (cancelled.getAsBoolean()) {
        throw new IngestStoppedException();
      }
      if (source instanceof BrokenDocument broken) {
        scope.unreadable(broken);
      } else {
        listed.add(id(source));
        scope.root(source).ifPresent(rootsWithDocuments::add);
      }
      return true;
    });
  }

  private void findMissing() {
    view.ifPresent(held ->
        Documents.forEach(
            held,
            document -> {
              if (scope.contains(document)) {
                known++;
                if (!listed.contains(document.documentId()) && !scope.isUncertain(document)) {
                  missing.add(document);
                }
              }
              return true;
            }));
  }

  private void findMoved(List<Tombstone> tombstones, FileHashes hashes, BooleanSupplier cancelled) {
    List<DocumentRecord> files =
        missing.stream()
            .filter(document -> document.origin() == null)
            .sorted(Comparator.comparing(DocumentRecord::source))
            .collect(Collectors.toCollection(ArrayList::new));
    Set<String> deletedElsewhere = new HashSet<>();
    Set<Long> sizes = new HashSet<>();
    files.forEach(document -> sizes.add(document.sizeBytes()));
    for (Tombstone tombstone : tombstones) {
      if (!listed.contains(tombstone.documentId())) {
        deletedElsewhere.add(tombstone.contentHash());
        sizes.add(tombstone.sizeBytes());
      }
    }
    for (FileDocument file : unknownFiles()) {
      if (cancelled.getAsBoolean()) {
        throw new IngestStoppedException();
      }
      if (sizes.contains(file.sizeBytes())) {
        match(file, hashOf(file, hashes), files, deletedElsewhere);
      }
    }
  }

  private void match(
      FileDocument file, String hash, List<DocumentRecord> files, Set<String> deleted) {
    List<DocumentRecord> same =
        files.stream().filter(document -> document.contentHash().equals(hash)).toList();
    Optional<DocumentRecord> from =
        Stream.concat(
                same.stream().filter(document -> name(document).equals(file.name())), same.stream())
            .findFirst();
    if (from.isPresent()) {
      moved.put(id(file), from.get());
      files.remove(from.get());
    } else if (deleted.contains(hash)) {
      keptDeleted.add(id(file));
    }
  }

  private List<FileDocument> unknownFiles() {
    return listing.sources().stream()
        .filter(FileDocument.class::isInstance)
        .map(FileDocument.class::cast)
        .filter(file -> !JsonLines.isJsonLines(file.name()) && known(id(file)).isEmpty())
        .toList();
  }

  /** Empty, which no hash is, for a file that cannot be read: the ingest says why. */
  private static String hashOf(FileDocument file, FileHashes hashes) {
    try {
      return hashes.contentHash(file);
    } catch (IOException e) {
      return "";
    }
  }

  private Optional<DocumentRecord> known(String documentId) {
    return view.flatMap(held -> held.document(documentId));
  }

  private String id(SourceDocument source) {
    return DocumentIds.of(request.collection(), source.source());
  }

  private static String name(DocumentRecord document) {
    return String.valueOf(Path.of(document.source()).getFileName());
  }

  /** Tells what {@link DocumentRecord#contentHash} a file's document would have. */
  interface FileHashes {
    String contentHash(FileDocument file) throws IOException;
  }
}
