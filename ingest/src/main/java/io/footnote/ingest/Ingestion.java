package io.footnote.ingest;

import io.footnote.index.ChunkIndex;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings documents into an index. Thread-safe; several runs may share the embedder and the parsers.
 */
public interface Ingestion extends AutoCloseable {

  /**
   * Ingests everything that is not in the index already, committing as it goes. Stages overlap with
   * bounded queues between them, so memory does not grow with the input. A document that fails
   * costs that document.
   *
   * @param outdated told the content hashes of documents that were replaced or removed, attachments
   *     included, once that is committed; other documents may have the same content
   * @param progress told a few times a second and once at the end, after the last commit
   * @param cancelled asked several times a second, in the middle of a document too; what was
   *     finished until then is committed and stays, and of a document that was not nothing is seen
   * @return what was done, after the last commit
   */
  IngestReport run(
      IngestRequest request,
      ChunkIndex index,
      Consumer<Set<String>> outdated,
      Consumer<IngestProgress> progress,
      BooleanSupplier cancelled);

  /**
   * Makes what the index has from some paths equal to what is there now: as {@link #run}, and what
   * is gone is removed with its attachments, what has moved keeps its permissions. Files whose size
   * and date are known are not read. What came from elsewhere is not touched, nor what came from
   * where nothing can be read now.
   *
   * @param tombstones documents of the collection that people deleted
   * @param outdated as for {@link #run}
   * @param progress as for {@link #run}
   * @param cancelled as for {@link #run}
   * @return what was done, after the last commit
   * @throws SyncRefusedException if it would remove too much, see {@link SyncPlan}; nothing was
   *     changed
   */
  IngestReport sync(
      SyncRequest request,
      ChunkIndex index,
      List<Tombstone> tombstones,
      Consumer<Set<String>> outdated,
      Consumer<IngestProgress> progress,
      BooleanSupplier cancelled);

  /**
   * What {@link #sync} would do now.
   *
   * @param index null if there is no such collection yet
   */
  SyncPlan plan(SyncRequest request, @Nullable ChunkIndex index, List<Tombstone> tombstones);

  /**
   * Makes the documents of an index anew in another one: ids, sources, titles, metadata, policies,
   * attachments and dates stay; chunks and vectors are made as for documents that are ingested now.
   * What the other index holds of them already is left as it is, what is no document of the first
   * one any more is removed.
   *
   * @param from read only; its manifest may be any of today's schema
   * @param progress as for {@link #run}
   * @param cancelled as for {@link #run}
   * @return what was done, after the last commit; failures are documents whose text could not be
   *     found
   */
  IngestReport reembed(
      ChunkIndex from, ChunkIndex to, Consumer<IngestProgress> progress, BooleanSupplier cancelled);

  @Override
  void close();
}
