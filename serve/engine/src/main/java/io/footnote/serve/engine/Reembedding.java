package io.footnote.serve.engine;

import io.footnote.index.ChunkIndex;
import io.footnote.ingest.FailedDocument;
import io.footnote.ingest.IngestProgress;
import io.footnote.ingest.IngestReport;
import io.footnote.ingest.Ingestion;
import io.footnote.ingest.ReembedRequest;
import io.footnote.serve.engine.job.JobFailedException;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Makes a collection's index anew beside the old one and puts it in its place when it is whole.
 * Until then the old one stays as it is; what was made of the new one is taken up by the next run.
 */
final class Reembedding {
  private static final int NAMED = 3;

  private final CollectionRegistry registry;
  private final Supplier<Ingestion> ingestion;

  Reembedding(CollectionRegistry registry, Supplier<Ingestion> ingestion) {
    this.registry = registry;
    this.ingestion = ingestion;
  }

  /** Does nothing if the collection fits the configuration already. */
  IngestReport run(
      ReembedRequest request, Consumer<IngestProgress> progress, BooleanSupplier cancelled) {
    String name = request.collection();
    if (registry.mismatch(name) == null) {
      return new IngestReport(IngestProgress.nothing("done"), List.of(), false);
    }
    ChunkIndex old = registry.records(name);
    IngestReport report;
    try (ChunkIndex rebuilt = registry.rebuilding(name)) {
      report = ingestion.get().reembed(old, rebuilt, progress, cancelled);
      rebuilt.commit();
    }
    if (report.cancelled()) {
      return report;
    }
    if (!report.failures().isEmpty() && !request.dropMissing()) {
      throw new JobFailedException(notCarriedOver(name, report.failures()), report.failures());
    }
    registry.exchange(name);
    return report;
  }

  private static String notCarriedOver(String name, List<FailedDocument> failures) {
    String named =
        failures.stream().limit(NAMED).map(FailedDocument::source).collect(Collectors.joining(", "))
            + (failures.size() > NAMED ? ", …" : "");
    return "%d document(s) of collection '%s' cannot be carried over (%s), so its old index is kept; bring their files back, or go on without them: footnote index reembed --collection %s --drop-missing"
        .formatted(failures.size(), name, named, name);
  }
}
