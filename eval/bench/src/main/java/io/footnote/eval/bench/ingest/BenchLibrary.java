package io.footnote.eval.bench.ingest;

import io.footnote.index.model.ChunkRecord;
import io.footnote.index.model.DocumentQuery;
import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.IndexKind;
import io.footnote.index.model.Principal;
import io.footnote.ingest.IngestInput;
import io.footnote.ingest.Job;
import io.footnote.serve.engine.Footnote;
import io.footnote.serve.engine.FootnoteService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A data folder that benchmarks ingest into, and read again what came of it. */
final class BenchLibrary implements AutoCloseable {
  private static final Principal OPERATOR = Principal.operator("bench");

  private final Footnote footnote;

  BenchLibrary(Path data) {
    footnote = Footnote.open(data);
  }

  Footnote footnote() {
    return footnote;
  }

  /** Ingests into a new collection and waits for the end. */
  Job ingest(String collection, Path path, IndexKind kind) throws InterruptedException {
    return ingest(collection, path, kind, _ -> {});
  }

  /** The same, told how far it is. */
  Job ingest(String collection, Path path, IndexKind kind, Consumer<Job> listener)
      throws InterruptedException {
    Job queued =
        footnote.ingest(
            OPERATOR,
            new FootnoteService.Ingest(
                    collection, List.of(new IngestInput.PathInput(path)), Set.of(), Map.of())
                .withKind(kind));
    Job ended = footnote.watchJob(OPERATOR, queued.jobId(), listener);
    if (ended.state() != Job.State.DONE || !ended.failures().isEmpty()) {
      throw new IllegalStateException("it was not ingested: " + ended);
    }
    return ended;
  }

  /** Documents with their chunks, in order. */
  List<Document> documents(String collection) {
    List<Document> documents = new ArrayList<>();
    @Nullable String cursor = null;
    do {
      var page =
          footnote.documents(
              OPERATOR, collection, new DocumentQuery(null, cursor, DocumentQuery.MAX_LIMIT));
      for (DocumentRecord record : page.documents()) {
        documents.add(
            new Document(record, footnote.document(OPERATOR, record.documentId()).chunks()));
      }
      cursor = page.nextCursor();
    } while (cursor != null);
    return documents;
  }

  @Override
  public void close() {
    footnote.close();
  }

  record Document(DocumentRecord record, List<ChunkRecord> chunks) {}
}
