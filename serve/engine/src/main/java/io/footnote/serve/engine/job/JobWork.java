package io.footnote.serve.engine.job;

import io.footnote.ingest.IngestProgress;
import io.footnote.ingest.IngestReport;
import io.footnote.ingest.IngestRequest;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** What a job does. */
@FunctionalInterface
public interface JobWork {
  IngestReport run(
      IngestRequest request, Consumer<IngestProgress> progress, BooleanSupplier cancelled);
}
