package io.footnote.serve.engine.memory;

import io.footnote.index.model.Principal;
import io.footnote.serve.engine.memory.MemoryTables.Position;
import io.footnote.serve.engine.model.Audience;
import io.footnote.serve.engine.model.ConflictException;
import io.footnote.serve.engine.model.ForbiddenException;
import io.footnote.serve.engine.model.InvalidRequestException;
import io.footnote.serve.engine.model.MemoryItem;
import io.footnote.serve.engine.model.MemoryPage;
import io.footnote.serve.engine.model.MemoryQuery;
import io.footnote.serve.engine.model.NewMemory;
import io.footnote.serve.engine.model.NotFoundException;
import io.footnote.serve.engine.model.SharedAudience;
import io.footnote.serve.engine.state.StateDatabase;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Facts and standing instructions that are remembered. What is for one user alone does not exist
 * for anybody else, operators among them; what is shared is added and deleted by operators.
 * Instructions are seen by operators alone. Nothing that was retrieved is ever put in here.
 * Thread-safe.
 */
public final class Notebook {
  /** For one user, one group, or everybody: each question looks at all that are for who asks. */
  public static final int MOST_FACTS = 500;

  /** More would not fit into what a model is told. */
  public static final int MOST_INSTRUCTIONS = 50;

  private final StateDatabase database;
  private final Clock clock;
  private final Supplier<String> ids;

  /** Milliseconds at which the last item was added; no two have the same, so they have an order. */
  private final AtomicLong latest = new AtomicLong();

  public Notebook(StateDatabase database, Clock clock, Supplier<String> ids) {
    this.database = database;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Remembers something; what is remembered already in the same words for the same is not
   * remembered twice.
   *
   * @throws ForbiddenException if it is shared and the principal is no operator, or if the
   *     principal has no name
   * @throws ConflictException if too much is remembered already
   */
  public MemoryItem add(Principal principal, NewMemory wanted) {
    MemoryItem made =
        new MemoryItem(
            "mem_" + ids.get(),
            wanted.kind(),
            wanted.text(),
            audience(principal, wanted.sharedWith()),
            wanted.collection(),
            principal.user(),
            Instant.ofEpochMilli(latest.updateAndGet(last -> Math.max(last + 1, clock.millis()))));
    return database.transact(handle -> {
      MemoryTables tables = new MemoryTables(handle);
      Optional<MemoryItem> same = tables.same(made);
      if (same.isPresent()) {
        return same.get();
      }
      checkRoom(made, tables.count(made.kind(), made.audience()));
      tables.insert(made);
      return made;
    });
  }

  private static Audience audience(Principal principal, @Nullable SharedAudience shared) {
    if (shared != null) {
      requireOperator(principal, "have something remembered for others");
      return shared;
    }
    if (principal.equals(Principal.anonymous())) {
      throw new ForbiddenException(
          "name_needed", null, "nothing is remembered for callers without a name; use an API key");
    }
    return new Audience.User(principal.user());
  }

  private static void checkRoom(MemoryItem item, int present) {
    int most =
        switch (item.kind()) {
          case FACT -> MOST_FACTS;
          case INSTRUCTION -> MOST_INSTRUCTIONS;
        };
    if (present >= most) {
      String whose =
          switch (item.audience()) {
            case Audience.User(String name) -> "user '" + name + "'";
            case Audience.Group(String name) -> "group '" + name + "'";
            case Audience.Everybody() -> "everybody";
          };
      throw new ConflictException(
          "memory_full",
          null,
          "%d %ss are remembered for %s, the most there may be; delete one, or ingest them as documents"
              .formatted(present, item.kind().lowerCase(), whose));
    }
  }

  /** What the principal may see, latest first. */
  public MemoryPage list(Principal principal, MemoryQuery query) {
    Position after = query.cursor() == null ? null : position(query.cursor());
    List<MemoryItem> found =
        read(List.<MemoryItem>of(), tables -> tables.list(principal, query, after));
    if (found.size() <= query.limit()) {
      return new MemoryPage(found, null);
    }
    List<MemoryItem> page = found.subList(0, query.limit());
    return new MemoryPage(
        page, page.getLast().created().toEpochMilli() + "." + page.getLast().memoryId());
  }

  private static Position position(String cursor) {
    int dot = cursor.indexOf('.');
    try {
      return new Position(
          Instant.ofEpochMilli(Long.parseLong(cursor.substring(0, Math.max(dot, 0)))),
          cursor.substring(dot + 1));
    } catch (NumberFormatException e) {
      throw new InvalidRequestException(
          "invalid_cursor", "cursor", "cursor '" + cursor + "' is none that a page ended with", e);
    }
  }

  /**
   * @throws NotFoundException if there is none of that id for the principal
   */
  public MemoryItem find(Principal principal, String memoryId) {
    return read(Optional.<MemoryItem>empty(), tables -> tables.find(principal, memoryId))
        .orElseThrow(() -> NotFoundException.memory(memoryId));
  }

  /** Those of these ids that the principal may see. */
  public Set<String> visible(Principal principal, Collection<String> memoryIds) {
    return memoryIds.isEmpty()
        ? Set.of()
        : read(Set.<String>of(), tables -> tables.visible(principal, memoryIds));
  }

  /** What answers to the principal's questions to these collections are made with, oldest first. */
  public List<MemoryItem> applying(Principal principal, List<String> collections) {
    return read(List.<MemoryItem>of(), tables -> tables.applying(principal, collections));
  }

  /**
   * Makes something unknown to everybody, until {@link #remove} deletes it.
   *
   * @throws NotFoundException if there is none of that id for the principal
   * @throws ForbiddenException if it is shared and the principal is no operator
   */
  public void forget(Principal principal, String memoryId) {
    if (find(principal, memoryId).audience() instanceof SharedAudience) {
      requireOperator(principal, "delete what is remembered for others, too");
    }
    change(tables -> tables.forget(memoryId));
  }

  /** As {@link #forget}, all that is for questions to this collection alone. */
  public void forgetCollection(String collection) {
    change(tables -> tables.forgetCollection(collection));
  }

  /** What was forgotten and is not deleted yet. */
  public Set<String> forgotten() {
    return read(Set.<String>of(), MemoryTables::forgotten);
  }

  /** Deletes what was forgotten. */
  public void remove(Set<String> memoryIds) {
    change(tables -> tables.delete(memoryIds));
  }

  private void change(Consumer<MemoryTables> work) {
    boolean _ =
        read(
            false,
            tables -> {
              work.accept(tables);
              return true;
            });
  }

  private <T> T read(T nothing, Function<MemoryTables, T> work) {
    return database.exists()
        ? database.transact(handle -> work.apply(new MemoryTables(handle)))
        : nothing;
  }

  private static void requireOperator(Principal principal, String what) {
    if (!principal.operator()) {
      throw new ForbiddenException(
          "operator_only",
          null,
          "only an operator may " + what + "; '" + principal.user() + "' is none");
    }
  }
}
