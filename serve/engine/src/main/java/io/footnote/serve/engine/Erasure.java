package io.footnote.serve.engine;

import io.footnote.embed.TextKind;
import io.footnote.embed.VectorCache;
import io.footnote.index.ChunkIndex;
import io.footnote.index.ReadView;
import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.Principal;
import io.footnote.serve.engine.cache.AnswerCache;
import io.footnote.serve.engine.erase.Deletion;
import io.footnote.serve.engine.erase.DeletionLog;
import io.footnote.serve.engine.erase.Tombstones;
import io.footnote.serve.engine.job.JobCopies;
import io.footnote.serve.engine.memory.Conversations;
import io.footnote.serve.engine.model.DeletionReceipt;
import io.footnote.serve.engine.model.DeletionRequest;
import io.footnote.serve.engine.model.NotFoundException;
import io.footnote.serve.engine.trace.TraceStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Deletes documents so that nothing of them is left. The intent is recorded first, the receipt
 * last, and each step between can be repeated, so a deletion that a crash cut short is finished by
 * the next process. The index comes first: from its commit on nobody finds the documents.
 */
final class Erasure {
  private static final int CHUNKS_AT_ONCE = 1000;

  private static final Principal ERASER = Principal.operator("erasure");

  private final CollectionRegistry registry;
  private final DeletionLog log;
  private final KeptContents contents;
  private final Tombstones tombstones;
  private final Supplier<VectorCache> vectors;
  private final JobCopies jobs;
  private final TraceStore traces;
  private final Conversations conversations;
  private final AnswerCache answers;
  private final Path marker;
  private final Clock clock;
  private final Supplier<String> ids;

  /**
   * @param marker a file that is there while a deletion may be unfinished, so that a process that
   *     only reads need not open the state database to know
   */
  Erasure(
      CollectionRegistry registry,
      DeletionLog log,
      KeptContents contents,
      Tombstones tombstones,
      Supplier<VectorCache> vectors,
      JobCopies jobs,
      TraceStore traces,
      Conversations conversations,
      AnswerCache answers,
      Path marker,
      Clock clock,
      Supplier<String> ids) {
    this.registry = registry;
    this.log = log;
    this.contents = contents;
    this.tombstones = tombstones;
    this.vectors = vectors;
    this.jobs = jobs;
    this.traces = traces;
    this.conversations = conversations;
    this.answers = answers;
    this.marker = marker;
    this.clock = clock;
    this.ids = ids;
  }

  /** What a request would delete now, for a principal who sees the documents. */
  Deletion plan(Principal principal, DeletionRequest request) {
    return switch (request.what()) {
      case DeletionRequest.Selection.Document(String documentId) ->
          planOne(principal, documentId, request.purge());
      case DeletionRequest.Selection.Matching(String collection, var filter) -> {
        try (ReadView view = registry.records(collection).lease(principal)) {
          Gathered gathered = new Gathered(view);
          KeptContents.forEachDocument(view, filter, gathered::add);
          yield gathered.deletion(collection, request.purge());
        }
      }
    };
  }

  private Deletion planOne(Principal principal, String documentId, boolean purge) {
    for (String collection : registry.names()) {
      Optional<ChunkIndex> index = registry.readableRecords(collection);
      if (index.isPresent()) {
        try (ReadView view = index.get().lease(principal)) {
          Optional<DocumentRecord> document = view.document(documentId);
          if (document.isPresent()) {
            Gathered gathered = new Gathered(view);
            gathered.add(document.get());
            return gathered.deletion(collection, purge);
          }
        }
      }
    }
    throw NotFoundException.document(documentId);
  }

  /** Records the deletion and carries it out. */
  DeletionReceipt run(Deletion deletion) {
    ChunkIndex index = registry.writing(deletion.collection());
    try {
      Files.createDirectories(marker.getParent());
      Files.write(marker, new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the deletion could not be recorded in %s; is the disk full?".formatted(marker), e);
    }
    tombstones.add(deletion.collection(), records(deletion, index));
    log.begin(deletion);
    DeletionReceipt receipt = carryOut(deletion, index);
    removeMarkerIfDone();
    return receipt;
  }

  private static List<DocumentRecord> records(Deletion deletion, ChunkIndex index) {
    try (ReadView view = index.lease(ERASER)) {
      return deletion.documents().stream().map(view::document).flatMap(Optional::stream).toList();
    }
  }

  /** Whether an earlier process may have left a deletion unfinished. */
  boolean mayBeUnfinished() {
    return Files.exists(marker);
  }

  /** Finishes what earlier processes began; the data folder must be held for writing. */
  void resume() {
    for (Deletion deletion : log.unfinished()) {
      if (registry.exists(deletion.collection())) {
        carryOut(deletion, registry.writing(deletion.collection()));
      } else { // deleted as a whole since
        forgetCopies(deletion);
        log.finish(deletion.receipt(0, now()));
      }
    }
    removeMarkerIfDone();
  }

  private DeletionReceipt carryOut(Deletion deletion, ChunkIndex index) {
    deletion.documents().forEach(index::delete);
    long generation = index.commit();
    if (deletion.purge()) {
      generation = index.purge();
    }
    forgetCopies(deletion);
    DeletionReceipt receipt = deletion.receipt(generation, now());
    log.finish(receipt);
    log.emptyJournal();
    return receipt;
  }

  private void forgetCopies(Deletion deletion) {
    Set<String> unused = contents.forgetUnused(deletion.contentHashes());
    contents.forgetInside(deletion.holders(), unused);
    contents.forgetOriginals(deletion.holders());
    vectors.get().removeAll(deletion.inputHashes());
    jobs.forget(deletion.collection(), deletion.sources());
    traces.forgetNaming(deletion.collection(), deletion.documents());
    conversations.forgetAnswersFrom(deletion.collection(), deletion.documents());
    answers.forgetAnswersFrom(deletion.collection(), deletion.documents());
  }

  private void removeMarkerIfDone() {
    try {
      if (log.unfinished().isEmpty()) {
        Files.deleteIfExists(marker);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s could not be deleted; delete it, nothing is unfinished".formatted(marker), e);
    }
  }

  private Instant now() {
    return Instant.ofEpochMilli(clock.millis());
  }

  /** Documents with their attachments and all that is kept of them. */
  private final class Gathered {
    private final ReadView view;
    private final Set<String> documents = new HashSet<>();
    private final Set<String> sources = new HashSet<>();
    private final Set<String> contentHashes = new HashSet<>();
    private final Set<String> parents = new HashSet<>();
    private final Set<String> inputHashes = new HashSet<>();
    private long chunks;

    Gathered(ReadView view) {
      this.view = view;
    }

    void add(DocumentRecord document) {
      if (!documents.add(document.documentId())) {
        return; // came with its parent already
      }
      sources.add(document.source());
      contentHashes.add(document.contentHash());
      if (document.parentId() != null) {
        parents.add(document.parentId());
      }
      chunks += document.chunks();
      for (int from = 0; from < document.chunks(); from += CHUNKS_AT_ONCE) {
        view.chunks(document.documentId(), from, from + CHUNKS_AT_ONCE - 1)
            .forEach(chunk ->
                inputHashes.add(
                    VectorCache.Key.inputHash(TextKind.PASSAGE, chunk.embeddingInput())));
      }
      view.children(document.documentId()).forEach(this::add);
      if (document.parentId() != null) {
        // What lies in an archive in an archive is a child of the outermost.
        view.children(document.parentId()).stream()
            .filter(other -> other.source().startsWith(document.source() + "!/"))
            .forEach(this::add);
      }
    }

    /** Contents of documents that stay without something that lay in them. */
    private Set<String> holders() {
      return parents.stream()
          .filter(parent -> !documents.contains(parent))
          .map(view::document)
          .flatMap(Optional::stream)
          .map(DocumentRecord::contentHash)
          .collect(Collectors.toSet());
    }

    Deletion deletion(String collection, boolean purge) {
      return new Deletion(
          "del_" + ids.get(),
          collection,
          chunks,
          purge,
          now(),
          documents,
          sources,
          contentHashes,
          holders(),
          inputHashes);
    }
  }
}
