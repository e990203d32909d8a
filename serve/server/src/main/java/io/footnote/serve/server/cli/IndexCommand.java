package io.footnote.serve.server.cli;

import io.footnote.index.model.IndexStats;
import io.footnote.serve.engine.FootnoteService;
import io.footnote.serve.engine.model.CollectionInfo;
import io.footnote.serve.engine.model.CollectionName;
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
              model:      %s (%d dimensions)
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
                    stats.manifest().embeddingModel(),
                    stats.manifest().dimension(),
                    stats.manifest().schemaVersion(),
                    stats.manifest().analyzer(),
                    stats.manifest().chunker()));
  }
}
