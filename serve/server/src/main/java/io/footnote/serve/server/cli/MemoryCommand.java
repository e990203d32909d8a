package io.footnote.serve.server.cli;

import io.footnote.index.model.Principal;
import io.footnote.serve.engine.FootnoteService;
import io.footnote.serve.engine.model.Audience;
import io.footnote.serve.engine.model.MemoryItem;
import io.footnote.serve.engine.model.MemoryItem.Kind;
import io.footnote.serve.engine.model.MemoryPage;
import io.footnote.serve.engine.model.MemoryQuery;
import io.footnote.serve.engine.model.NewMemory;
import io.footnote.serve.engine.model.SharedAudience;
import io.footnote.serve.server.json.Listing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Facts and standing instructions. */
@Command(
    name = "memory",
    description = "List, add and delete facts and standing instructions that are remembered.")
final class MemoryCommand extends CommandGroup {
  private final Session session;

  MemoryCommand(Session session) {
    this.session = session;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "List what is remembered, latest first; with --json, as an export.")
  int list(
      @Mixin AsOption as,
      @Option(
              names = "--kind",
              paramLabel = "fact|instruction",
              description = "Only facts, or only instructions.")
          @Nullable String kind,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "1000",
              description = "At most this many (default: ${DEFAULT-VALUE}).")
          int limit) {
    Principal principal = as.principal();
    Kind wanted = kind == null ? null : Kind.of(kind);
    List<MemoryItem> items = new ArrayList<>();
    try (FootnoteService footnote = session.open()) {
      String cursor = null;
      do {
        int page = Math.min(MemoryQuery.MAX_LIMIT, limit - items.size());
        MemoryPage found = footnote.memories(principal, new MemoryQuery(wanted, cursor, page));
        items.addAll(found.memory());
        cursor = found.nextCursor();
      } while (cursor != null && items.size() < limit);
    }
    session.print(
        new Listing.Memory(items),
        list -> {
          list.memory().forEach(this::line);
          session.out().println(list.memory().size() + " remembered");
        });
    return 0;
  }

  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Have a fact remembered, or an instruction for language models.")
  int add(
      @Parameters(paramLabel = "TEXT", description = "What is to be remembered.") String text,
      @Mixin AsOption as,
      @ArgGroup @Nullable ForWhom forWhom,
      @Option(
              names = "--instruction",
              description = "It tells language models how to answer; for a group or for everybody.")
          boolean instruction,
      @Option(
              names = "--collection",
              paramLabel = "NAME",
              description = "For questions to this collection alone (default: to all).")
          @Nullable String collection) {
    if (instruction && forWhom == null) {
      throw wrongUsage("add", "an instruction needs --for-group GROUP or --for-everybody");
    }
    NewMemory wanted =
        new NewMemory(
            instruction ? Kind.INSTRUCTION : Kind.FACT,
            text,
            forWhom == null ? null : forWhom.audience(),
            collection);
    try (FootnoteService footnote = session.open()) {
      session.print(footnote.remember(as.principal(), wanted), this::line);
    }
    return 0;
  }

  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      description = "Forget something, with the traces and remembered answers that quote it.")
  int delete(
      @Mixin AsOption as,
      @Parameters(paramLabel = "ID", description = "The id that 'memory list' shows.") String id) {
    try (FootnoteService footnote = session.open()) {
      footnote.forget(as.principal(), id);
      session.out().println("Deleted " + id + ".");
      session.out().flush();
    }
    return 0;
  }

  private void line(MemoryItem item) {
    String forWhom =
        switch (item.audience()) {
          case Audience.User(String name) -> "for " + name;
          case Audience.Group(String name) -> "for group " + name;
          case Audience.Everybody() -> "for everybody";
        };
    session
        .out()
        .println(
            "%s  %s %s%s: %s"
                .formatted(
                    item.memoryId(),
                    item.kind().lowerCase(),
                    forWhom,
                    item.collection() == null ? "" : " in " + item.collection(),
                    item.text()));
  }

  /** Others than who adds it. */
  static final class ForWhom {
    @Option(names = "--for-group", paramLabel = "GROUP", description = "For the group's members.")
    private @Nullable String group;

    @Option(names = "--for-everybody", description = "For everybody.")
    private boolean everybody;

    @Nullable SharedAudience audience() {
      return group != null
          ? new Audience.Group(group)
          : everybody ? new Audience.Everybody() : null;
    }
  }
}
