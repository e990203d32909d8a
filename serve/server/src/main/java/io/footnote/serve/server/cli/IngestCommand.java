package io.footnote.serve.server.cli;

import io.footnote.ingest.IngestInput;
import io.footnote.ingest.Job;
import io.footnote.serve.engine.FootnoteService;
import io.footnote.serve.engine.model.CollectionName;
import io.footnote.serve.engine.model.NotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ingests files and folders. */
@Command(name = "ingest", description = "Bring files and folders in.")
final class IngestCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "PATH", arity = "1..*", description = "Files and folders.")
  private List<Path> paths = List.of();

  @Option(
      names = "--collection",
      paramLabel = "NAME",
      description = "Collection to ingest into (default: ${DEFAULT-VALUE}).")
  private String collection = CollectionName.DEFAULT;

  @Option(
      names = "--acl",
      paramLabel = "GROUP",
      arity = "1",
      split = ",",
      description =
          "Group that may read the documents; may be given several times. Without it, new"
              + " documents are public and known ones keep their groups.")
  private @Nullable List<String> acl;

  @Option(
      names = "--meta",
      paramLabel = "K=V",
      description = "Metadata for every document: a number, an ISO date or a word.")
  private List<String> metadata = List.of();

  IngestCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    FootnoteService.Ingest ingest =
        new FootnoteService.Ingest(
            CollectionName.check(collection),
            inputs(),
            acl == null ? null : new LinkedHashSet<>(acl),
            MetadataOption.parse(metadata));
    try (FootnoteService footnote = session.open()) {
      Job queued = footnote.ingest(QueryOptions.OPERATOR, ingest);
      IngestRun.sayResumed(session, footnote);
      Job job = new IngestRun(session, footnote, footnote::close).follow(queued);
      session.print(job, ended -> IngestRun.report(session, ended));
      return IngestRun.exitCode(job);
    }
  }

  private List<IngestInput> inputs() {
    List<IngestInput> inputs = new ArrayList<>();
    for (Path path : paths) {
      Path absolute = session.environment().folder().resolve(path).normalize();
      if (!Files.exists(absolute)) {
        throw new NotFoundException(
            "path_not_found", "path", "there is no file or folder '" + path + "'");
      }
      inputs.add(new IngestInput.PathInput(absolute));
    }
    return inputs;
  }
}
