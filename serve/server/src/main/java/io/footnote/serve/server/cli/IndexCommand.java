package io.footnote.serve.server.cli;

import io.footnote.index.model.IndexStats;
import io.footnote.index.model.Manifest;
import io.footnote.ingest.Job;
import io.footnote.serve.engine.FootnoteService;
import io.footnote.serve.engine.model.CollectionInfo;
import io.footnote.serve.engine.model.CollectionName;
import io.footnote.serve.server.json.Listing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The life of a collection's index. */
@Command(name = "index", description = "Look after the index of a collection.")
final class IndexCommand extends CommandGroup {
  private final Session session;

  IndexCommand(Session session) {
    this.session = session;
  }

  @Command(
      name = "stats",
      mixinStandardHelpOptions = true,
      description = "Show what an index holds and what made it.")
  int stats(
      @Option(
              names = "--collection",
              paramLabel = "NAME",
              description = "Collection to look at; may be given several times (default: all).")
          @Nullable List<String> collections) {
    try (FootnoteService footnote = session.open()) {
      List<String> names =
          collections != null
              ? collections
              : footnote.collections(QueryOptions.OPERATOR).stream()
                  .map(CollectionInfo::name)
                  .toList();
      Map<String, IndexStats> stats = new TreeMap<>();
      names.forEach(name ->
          stats.put(name, footnote.stats(QueryOptions.OPERATOR, CollectionName.check(name))));
      session.print(
          stats,
          all -> {
            if (all.isEmpty()) {
              session.out().println("There is no collection yet; create one by ingesting.");
            }
            all.forEach(this::show);
          });
    }
    return 0;
  }

  @Command(
      name = "reembed",
      mixinStandardHelpOptions = true,
      description =
          "Make indexes anew for the embedding model, chunker and analyzer of now, and wait for"
              + " the end. The old index stays until the new one is whole.")
  int reembed(
      @Option(
              names = "--collection",
              paramLabel = "NAME",
              description = "May be given several times (default: all that need it).")
          @Nullable List<String> collections,
      @Option(
              names = "--drop-missing",
              description = "Go on without documents whose text is no longer kept.")
          boolean dropMissing)
      throws InterruptedException {
    List<Job> ended = new ArrayList<>();
    try (FootnoteService footnote = session.open()) {
      for (CollectionInfo info : mismatched(footnote, collections)) {
        Job queued = footnote.reembed(QueryOptions.OPERATOR, info.name(), dropMissing);
        IngestRun.sayResumed(session, footnote);
        ended.add(new IngestRun(session, footnote, footnote::close).follow(queued));
      }
    }
    session.print(
        new Listing.Jobs(ended),
        all -> {
          if (all.jobs().isEmpty()) {
            session
                .out()
                .println("Nothing to re-embed: the indexes fit the model, chunker and analyzer.");
          }
          all.jobs().forEach(job -> IngestRun.report(session, job));
        });
    return ended.stream().allMatch(job -> done(job, dropMissing)) ? 0 : 1;
  }

  private static List<CollectionInfo> mismatched(
      FootnoteService footnote, @Nullable List<String> names) {
    List<CollectionInfo> all =
        names == null
            ? footnote.collections(QueryOptions.OPERATOR)
            : names.stream()
                .map(name -> footnote.collection(QueryOptions.OPERATOR, CollectionName.check(name)))
                .toList();
    return all.stream().filter(info -> info.mismatch() != null).toList();
  }

  private static boolean done(Job job, boolean dropMissing) {
    return job.state() == Job.State.DONE && (dropMissing || job.failures().isEmpty());
  }

  private static String model(Manifest manifest) {
    return switch (manifest.kind()) {
      case HYBRID ->
          "%s (%d dimensions)".formatted(manifest.embeddingModel(), manifest.dimension());
      case LEXICAL_ONLY -> "none: lexical-only, searched by words alone";
    };
  }

  private void show(String name, IndexStats stats) {
    session
        .out()
        .println(
            """
            %s
              documents:  %d
              chunks:     %d (and %d deleted, not yet merged away)
              segments:   %d
              size:       %.1f MB
              commit:     %d
              model:      %s
              made with:  schema %d, analyzer %s, chunker %s\
            """
                .formatted(
                    name,
                    stats.documents(),
                    stats.chunks(),
                    stats.deletedChunks(),
                    stats.segments(),
                    stats.bytes() / 1e6,
                    stats.generation(),
                    model(stats.manifest()),
                    stats.manifest().schemaVersion(),
                    stats.manifest().analyzer(),
                    stats.manifest().chunker()));
  }
}
