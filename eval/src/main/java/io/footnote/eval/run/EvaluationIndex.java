package io.footnote.eval.run;

import io.footnote.embed.Hashes;
import io.footnote.eval.dataset.DatasetException;
import io.footnote.eval.dataset.DocumentSet;
import io.footnote.eval.dataset.EvaluationDataset;
import io.footnote.index.model.Principal;
import io.footnote.ingest.IngestInput;
import io.footnote.ingest.Job;
import io.footnote.serve.engine.FootnoteService;
import io.footnote.serve.engine.FootnoteService.Ingest;
import io.footnote.serve.engine.model.CollectionInfo;
import io.footnote.serve.engine.model.FootnoteException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The index of one dataset, kept between runs in a folder of its own: the data folder {@code data}
 * and the {@link IndexRecord} {@code index.json}.
 */
public final class EvaluationIndex {
  public static final String COLLECTION = "evaluation";
  static final Principal OPERATOR = Principal.operator("evaluation");

  private final EvaluationDataset dataset;
  private final Path folder;
  private final Path recordFile;
  private final ServiceOpener opener;

  public EvaluationIndex(EvaluationDataset dataset, Path work, ServiceOpener opener) {
    this.dataset = dataset;
    this.opener = opener;
    // Two datasets of the same name must not share a folder.
    folder =
        work.resolve(
            dataset.name() + "-" + Hashes.sha256Hex(dataset.folder().toString()).substring(0, 8));
    recordFile = folder.resolve("index.json");
  }

  /** The open index; the caller closes the service. */
  public record Ready(FootnoteService service, IndexRecord record, boolean reused) {}

  /**
   * @param fresh whether to forget the index and every vector of an earlier run
   */
  public Ready open(boolean fresh, EvaluationProgress progress) {
    if (fresh) {
      delete(folder);
    }
    FootnoteService service = opener.open(folder.resolve("data"));
    try {
      Optional<IndexRecord> reusable = reusable(service);
      if (reusable.isPresent()) {
        progress.reusing();
        return new Ready(service, reusable.get(), true);
      }
      IngestStatistics ingest = ingest(service, progress);
      IndexRecord made =
          new IndexRecord(
              Fingerprint.of(dataset), service.stats(OPERATOR, COLLECTION).manifest(), ingest);
      made.write(recordFile);
      return new Ready(service, made, false);
    } catch (RuntimeException e) {
      service.close();
      throw e;
    }
  }

  /** The record of the index that is there, if documents and configuration are still the same. */
  private Optional<IndexRecord> reusable(FootnoteService service) {
    String fingerprint = Fingerprint.of(dataset);
    return IndexRecord.read(recordFile)
        .filter(record -> record.fingerprint().equals(fingerprint))
        .filter(record -> isAsRecorded(service, record));
  }

  private static boolean isAsRecorded(FootnoteService service, IndexRecord record) {
    try {
      return service.stats(OPERATOR, COLLECTION).manifest().equals(record.manifest());
    } catch (FootnoteException e) {
      return false; // made by another configuration, or gone: made anew, vectors come from the
      // cache
    }
  }

  private IngestStatistics ingest(FootnoteService service, EvaluationProgress progress) {
    forget();
    if (service.collections(OPERATOR).stream()
        .map(CollectionInfo::name)
        .anyMatch(COLLECTION::equals)) {
      service.deleteCollection(OPERATOR, COLLECTION);
    }
    IngestStatistics statistics = IngestStatistics.none();
    for (DocumentSet documents : dataset.documents()) {
      List<IngestInput> inputs =
          documents.files().stream().<IngestInput>map(IngestInput.PathInput::new).toList();
      Job queued =
          service.ingest(OPERATOR, new Ingest(COLLECTION, inputs, documents.acl(), Map.of()));
      Job ended = await(service, queued, progress);
      statistics = statistics.plus(ended.progress(), ended.failures());
    }
    return statistics;
  }

  private Job await(FootnoteService service, Job queued, EvaluationProgress progress) {
    try {
      Job job = queued;
      while (!job.state().ended()) {
        job = service.awaitJob(OPERATOR, job.jobId(), Duration.ofSeconds(1));
        progress.ingesting(job.progress());
      }
      if (job.state() != Job.State.DONE) {
        throw new DatasetException(
            "the documents of "
                + dataset.folder()
                + " were not ingested: "
                + (job.error() == null ? "the job was cancelled" : job.error()));
      }
      return job;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DatasetException("interrupted while ingesting " + dataset.folder(), e);
    }
  }

  private void forget() {
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(recordFile);
    } catch (IOException e) {
      throw new DatasetException("cannot write to " + folder + ": " + e.getMessage(), e);
    }
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new DatasetException(
          "cannot delete " + folder + " (is another evaluation using it?): " + e.getMessage(), e);
    }
  }
}
