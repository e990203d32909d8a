package io.footnote.serve.engine.job;

import io.footnote.ingest.IngestProgress;
import io.footnote.ingest.IngestReport;
import io.footnote.ingest.JobInput;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** What a job does. */
@FunctionalInterface
public interface JobWork {
  IngestReport run(JobInput input, Consumer<IngestProgress> progress, BooleanSupplier cancelled);
}
