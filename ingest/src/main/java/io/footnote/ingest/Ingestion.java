package io.footnote.ingest;

import io.footnote.index.ChunkIndex;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Brings documents into an index. Thread-safe; several runs may share the embedder and the parsers.
 */
public interface Ingestion extends AutoCloseable {

  /**
   * Ingests everything that is not in the index already, committing as it goes. Stages overlap with
   * bounded queues between them, so memory does not grow with the input. A document that fails
   * costs that document.
   *
   * @param progress told a few times a second and once at the end, after the last commit
   * @param cancelled asked several times a second, in the middle of a document too; what was
   *     finished until then is committed and stays, and of a document that was not nothing is seen
   * @return what was done, after the last commit
   */
  IngestReport run(
      IngestRequest request,
      ChunkIndex index,
      Consumer<IngestProgress> progress,
      BooleanSupplier cancelled);

  @Override
  void close();
}
