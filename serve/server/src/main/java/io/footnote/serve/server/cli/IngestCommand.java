package io.footnote.serve.server.cli;

import io.footnote.index.model.IndexKind;
import io.footnote.ingest.IngestInput;
import io.footnote.ingest.Job;
import io.footnote.ingest.SyncPlan;
import io.footnote.serve.engine.FootnoteService;
import io.footnote.serve.engine.model.CollectionName;
import io.footnote.serve.engine.model.InvalidRequestException;
import io.footnote.serve.engine.model.NotFoundException;
import io.footnote.serve.server.json.Addresses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ingests files, folders, addresses and standard input. */
@Command(name = "ingest", description = "Bring files, folders and web pages in.")
final class IngestCommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";

  private final Session session;

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description =
          "Files and folders; https:// addresses of pages and sitemaps on hosts that the setting"
              + " fetch_hosts allows; or - for standard input.")
  private List<String> sources = List.of();

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

  @Option(
      names = "--exclude",
      paramLabel = "GLOB",
      description =
          "Leave out what this matches below each folder, as a line of .gitignore would; may be"
              + " given several times. So do files named .footnoteignore.")
  private List<String> excludes = List.of();

  @Option(
      names = "--lexical-only",
      negatable = true,
      description =
          "Make a new collection without vectors: fast, and searched by words alone; or with them"
              + " (default: the setting lexical_only). A collection stays what it is.")
  private @Nullable Boolean lexicalOnly;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What standard input is known by; its ending tells the format.")
  private @Nullable String name;

  @ArgGroup(exclusive = false, validate = false, heading = "Synchronising:%n")
  private final SyncOptions sync = new SyncOptions();

  IngestCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    sync.check();
    if (sync.sync && sources.contains(STANDARD_INPUT)) {
      throw InvalidRequestException.of(
          "path",
          "standard input cannot be synchronised, because it names no folder whose documents could be"
              + " gone; leave out --sync, or give the folder instead of -");
    }
    FootnoteService.Ingest ingest =
        new FootnoteService.Ingest(
            CollectionName.check(collection),
            inputs(),
            acl == null ? null : new LinkedHashSet<>(acl),
            MetadataOption.parse(metadata),
            excludes,
            null,
            kind());
    try (FootnoteService footnote = session.open()) {
      IngestRun run = new IngestRun(session, footnote, footnote::close);
      if (!sync.sync) {
        return end(run, footnote, footnote.ingest(QueryOptions.OPERATOR, ingest));
      }
      FootnoteService.Sync request =
          new FootnoteService.Sync(ingest, sync.confirmRemoval, sync.restoreDeleted);
      if (sync.dryRun) {
        SyncPlan plan = footnote.plan(QueryOptions.OPERATOR, request);
        session.print(plan, shown -> PlanPrinter.print(session, shown));
        return plan.refusal() == null ? 0 : 1;
      }
      if (sync.watch) {
        return new WatchRun(session, footnote, run, request).watch();
      }
      return end(run, footnote, footnote.sync(QueryOptions.OPERATOR, request));
    }
  }

  private int end(IngestRun run, FootnoteService footnote, Job queued) throws InterruptedException {
    IngestRun.sayResumed(session, footnote);
    Job job = run.follow(queued);
    session.print(job, ended -> IngestRun.report(session, ended));
    return IngestRun.exitCode(job);
  }

  private @Nullable IndexKind kind() {
    if (lexicalOnly == null) {
      return null;
    }
    return lexicalOnly ? IndexKind.LEXICAL_ONLY : IndexKind.HYBRID;
  }

  private List<IngestInput> inputs() throws IOException {
    List<IngestInput> inputs = new ArrayList<>();
    for (String source : sources) {
      inputs.add(input(source));
    }
    return inputs;
  }

  private IngestInput input(String source) throws IOException {
    if (source.equals(STANDARD_INPUT)) {
      if (name == null) {
        throw InvalidRequestException.of(
            "name", "standard input needs a name that tells its format, such as --name notes.md");
      }
      return new IngestInput.Upload(name, session.spoolInput());
    }
    if (source.startsWith("http://") || source.startsWith("https://")) {
      return Addresses.parse(source);
    }
    Path absolute = session.environment().folder().resolve(source).normalize();
    if (!Files.exists(absolute)) {
      throw new NotFoundException(
          "path_not_found", "path", "there is no file or folder '" + source + "'");
    }
    return new IngestInput.PathInput(absolute);
  }

  /** What goes with {@code --sync}. */
  private static final class SyncOptions {
    @Option(
        names = "--sync",
        description =
            "Make the collection equal to the folders: recognise unchanged files by size and date,"
                + " rename what has moved, remove what is gone with its attachments. Documents from"
                + " elsewhere are not touched.")
    private boolean sync;

    @Option(
        names = "--dry-run",
        description = "With --sync: print what would be done, and do nothing.")
    private boolean dryRun;

    @Option(names = "--watch", description = "With --sync: stay, and follow changes until Ctrl-C.")
    private boolean watch;

    @Option(
        names = "--confirm-removal",
        description =
            "With --sync: remove even if that leaves nothing of a folder, or less than half of 20"
                + " documents or more.")
    private boolean confirmRemoval;

    @Option(
        names = "--restore-deleted",
        description = "With --sync: bring back documents that were deleted by people.")
    private boolean restoreDeleted;

    void check() {
      if (!sync && (dryRun || watch || confirmRemoval || restoreDeleted)) {
        throw InvalidRequestException.of(
            "sync",
            "--dry-run, --watch, --confirm-removal and --restore-deleted go with --sync; add it");
      }
    }
  }
}
