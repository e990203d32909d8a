package io.footnote.serve.engine;

import io.footnote.index.ChunkIndex;
import io.footnote.index.ReadView;
import io.footnote.index.model.Principal;
import io.footnote.ingest.IngestProgress;
import io.footnote.ingest.IngestReport;
import io.footnote.ingest.IngestRequest;
import io.footnote.ingest.Ingestion;
import io.footnote.ingest.Job;
import io.footnote.ingest.JobInput;
import io.footnote.ingest.ReembedRequest;
import io.footnote.ingest.SyncPlan;
import io.footnote.ingest.SyncRequest;
import io.footnote.ingest.Tombstone;
import io.footnote.serve.engine.cache.AnswerCache;
import io.footnote.serve.engine.erase.Tombstones;
import io.footnote.serve.engine.model.CollectionView;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The work of jobs: brings documents into collections. Thread-safe. */
final class Ingesting {
  private static final Principal READER = Principal.operator("ingesting");

  private final CollectionRegistry registry;
  private final Supplier<Ingestion> ingestion;
  private final KeptContents contents;
  private final Tombstones tombstones;
  private final AnswerCache answers;

  Ingesting(
      CollectionRegistry registry,
      Supplier<Ingestion> ingestion,
      KeptContents contents,
      Tombstones tombstones,
      AnswerCache answers) {
    this.registry = registry;
    this.ingestion = ingestion;
    this.contents = contents;
    this.tombstones = tombstones;
    this.answers = answers;
  }

  /** Ends what processes that died have left of their jobs, before these are taken up. */
  void tidy(List<Job> unfinished) {
    if (!unfinished.isEmpty()) {
      contents.forgetUnused();
    }
  }

  IngestReport run(JobInput input, Consumer<IngestProgress> progress, BooleanSupplier cancelled) {
    try {
      return bring(input, progress, cancelled);
    } finally {
      forgetAnswersFromOldContent(input.collection());
    }
  }

  private IngestReport bring(
      JobInput input, Consumer<IngestProgress> progress, BooleanSupplier cancelled) {
    return switch (input) {
      case IngestRequest request -> ingest(request, progress, cancelled);
      // A retry of what failed: the rest was synchronised, and nothing is to be removed.
      case SyncRequest request when request.what().only() != null ->
          ingest(request.what(), progress, cancelled);
      case SyncRequest request -> sync(request, progress, cancelled);
      case ReembedRequest request ->
          new Reembedding(registry, ingestion).run(request, progress, cancelled);
    };
  }

  /** What a synchronisation would do. */
  SyncPlan plan(SyncRequest request) {
    String collection = request.collection();
    ChunkIndex index = registry.exists(collection) ? registry.reading(collection) : null;
    return ingestion.get().plan(request, index, tombstones.of(collection));
  }

  private IngestReport ingest(
      IngestRequest request, Consumer<IngestProgress> progress, BooleanSupplier cancelled) {
    ChunkIndex index = registry.writing(request.collection());
    Set<String> outdated = new HashSet<>();
    try {
      return ingestion.get().run(request, index, outdated::addAll, progress, cancelled);
    } finally {
      ended(request.collection(), outdated);
    }
  }

  private IngestReport sync(
      SyncRequest request, Consumer<IngestProgress> progress, BooleanSupplier cancelled) {
    String collection = request.collection();
    ChunkIndex index = registry.writing(collection);
    Set<String> outdated = new HashSet<>();
    try {
      return ingestion
          .get()
          .sync(request, index, tombstones.of(collection), outdated::addAll, progress, cancelled);
    } finally {
      ended(collection, outdated);
    }
  }

  private void ended(String collection, Set<String> outdated) {
    if (!outdated.isEmpty()) {
      contents.forgetUnused(outdated);
    }
    forgetTombstonesOfPresent(collection);
  }

  /** What no answer is given from any more is not kept in answers either. */
  private void forgetAnswersFromOldContent(String collection) {
    try (ReadView view = registry.records(collection).lease(READER)) {
      answers.review(new CollectionView(collection, view));
    }
  }

  /** Documents that are there again are deleted no longer. */
  private void forgetTombstonesOfPresent(String collection) {
    List<Tombstone> all = tombstones.of(collection);
    if (all.isEmpty()) {
      return;
    }
    try (ReadView view = registry.writing(collection).lease(READER)) {
      all.stream()
          .map(Tombstone::documentId)
          .filter(id -> view.document(id).isPresent())
          .forEach(id -> tombstones.remove(collection, id));
    }
  }
}
