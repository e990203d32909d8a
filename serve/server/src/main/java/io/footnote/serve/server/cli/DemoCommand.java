package io.footnote.serve.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.footnote.ingest.IngestInput;
import io.footnote.ingest.Job;
import io.footnote.serve.engine.FootnoteService;
import io.footnote.serve.engine.model.CollectionName;
import io.footnote.serve.engine.model.NotFoundException;
import io.footnote.serve.server.app.App;
import io.footnote.serve.server.app.ServerFile;
import io.footnote.serve.server.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what Footnote does, on the documents it comes with. */
@Command(
    name = "demo",
    description = "Ingest the sample documents, serve them, and suggest a first question.")
final class DemoCommand implements Callable<Integer> {
  /** Its documents are for the group of that name. */
  private static final String RESTRICTED_FOLDER = "hr-only";

  private static final String SAMPLES = "data-samples";
  private static final String RESTRICTED_GROUP = "hr";

  private final Session session;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port to listen on (default: 7070); 0 picks a free one.")
  private @Nullable String port;

  DemoCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    Path samples = samples();
    Map<String, String> flags = port == null ? Map.of() : Map.of("port", port);
    Optional<FootnoteService> running = ServiceLocator.running(session.config(flags));
    if (running.isPresent()) {
      if (port != null) {
        session.err().println("A server already runs on this data folder; --port is not used.");
      }
      try (FootnoteService footnote = running.get()) {
        ingest(footnote, footnote::close, samples);
      }
      invite(
          ServerFile.find(session.config(flags).config().data())
              .map(ServerFile::address)
              .orElse("the running server"),
          samples);
      return 0;
    }
    try (App app = session.app(flags)) {
      String address = app.startServer().address();
      IngestRun.sayResumed(session, app.service());
      ingest(app.service(), app::close, samples);
      invite(address, samples);
      Shutdown.await(app);
    }
    return 0;
  }

  /** Beside the working folder, or somewhere above the program. */
  private Path samples() {
    Path folder = session.environment().folder();
    if (Files.isDirectory(documents(folder))) {
      return folder.resolve(SAMPLES);
    }
    for (Path above = program(); above != null; above = above.getParent()) {
      if (Files.isDirectory(documents(above))) {
        return above.resolve(SAMPLES);
      }
    }
    throw new NotFoundException(
        "samples_not_found",
        null,
        "there are no sample documents in %s; run the demo from Footnote's folder"
            .formatted(documents(folder)));
  }

  private static Path documents(Path root) {
    return root.resolve(SAMPLES).resolve("documents");
  }

  private static @Nullable Path program() {
    CodeSource source = DemoCommand.class.getProtectionDomain().getCodeSource();
    try {
      return source == null ? null : Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the program lies at " + source.getLocation(), e);
    }
  }

  /** What is there already and unchanged costs nothing. */
  private void ingest(FootnoteService footnote, Runnable closing, Path samples)
      throws InterruptedException {
    List<IngestInput> open;
    Path documents = samples.resolve("documents");
    try (Stream<Path> entries = Files.list(documents)) {
      open =
          entries
              .filter(path -> !path.endsWith(RESTRICTED_FOLDER))
              .sorted()
              .<IngestInput>map(IngestInput.PathInput::new)
              .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + documents, e);
    }
    IngestRun run = new IngestRun(session, footnote, closing);
    ingest(run, open, Set.of());
    Path restricted = documents.resolve(RESTRICTED_FOLDER);
    if (Files.isDirectory(restricted)) {
      ingest(run, List.of(new IngestInput.PathInput(restricted)), Set.of(RESTRICTED_GROUP));
    }
  }

  private void ingest(IngestRun run, List<IngestInput> inputs, Set<String> acl)
      throws InterruptedException {
    FootnoteService.Ingest ingest =
        new FootnoteService.Ingest(CollectionName.DEFAULT, inputs, acl, Map.of());
    Job job = run.run(ingest);
    IngestRun.report(session, job);
  }

  private void invite(String address, Path samples) {
    session.out().println();
    session.out().println("Footnote is at " + address + " (stop with Ctrl-C)");
    firstQuestion(samples)
        .ifPresent(question -> session.out().println("Open it and ask: " + question));
    session.out().flush();
  }

  private static Optional<String> firstQuestion(Path samples) {
    Path questions = samples.resolve("questions.jsonl");
    if (!Files.exists(questions)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(questions)) {
      return lines.findFirst().map(DemoCommand::question);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + questions, e);
    }
  }

  private static String question(String line) {
    try {
      return Json.mapper().readTree(line).path("question").asText();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("the sample questions are damaged", e);
    }
  }
}
