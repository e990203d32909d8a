package io.footnote.serve.engine.memory;

import io.footnote.index.model.Principal;
import io.footnote.serve.engine.model.ConversationDetail;
import io.footnote.serve.engine.model.ConversationDetail.Said;
import io.footnote.serve.engine.model.ConversationInfo;
import io.footnote.serve.engine.model.NotFoundException;
import io.footnote.serve.engine.model.Source;
import io.footnote.serve.engine.model.SourceReader;
import io.footnote.serve.engine.model.Turn;
import io.footnote.serve.engine.state.StateDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Conversations, each of one user and of nobody else: that of another user reads as one that does
 * not exist. What was asked and answered is kept, passages that were retrieved are not. An answer
 * is shown only as long as its reader may read every document it takes from. Thread-safe.
 *
 * <p>Callers without a name are not remembered: they could not be told apart.
 */
public final class Conversations {
  /** Long enough to come back to, short enough that nobody wonders what is kept. */
  public static final Duration DEFAULT_RETENTION = Duration.ofDays(90);

  static final String WITHHELD =
      "This answer is not shown: a document or fact that it takes from was deleted, or you may no"
          + " longer read it.";

  static final String ERASED =
      "This answer was deleted together with a document or fact that it takes from.";

  private final StateDatabase database;
  private final SourceReader sources;
  private final Duration retention;
  private final Clock clock;
  private final Supplier<String> ids;

  /**
   * @param retention how long a conversation is kept after its last turn; zero remembers nothing
   */
  public Conversations(
      StateDatabase database,
      SourceReader sources,
      Duration retention,
      Clock clock,
      Supplier<String> ids) {
    this.database = database;
    this.sources = sources;
    this.retention = retention;
    this.clock = clock;
    this.ids = ids;
  }

  /** Whether what this principal says is remembered. */
  public boolean remembers(Principal principal) {
    return retention.isPositive() && !principal.equals(Principal.anonymous());
  }

  /** The principal's, latest first. */
  public List<ConversationInfo> list(Principal principal, int limit) {
    return read(principal, List.of(), tables -> tables.list(principal.user(), limit));
  }

  /**
   * @throws NotFoundException if the principal has none of that id
   */
  public ConversationDetail show(Principal principal, String conversationId) {
    Stored stored = stored(principal, conversationId);
    Set<Source> readable = readable(principal, stored.turns(), sources);
    return new ConversationDetail(
        stored.info(),
        stored.turns().stream()
            .map(turn -> {
              boolean withheld = !readable.containsAll(turn.sources());
              String content = withheld ? WITHHELD : turn.turn().content();
              return new Said(turn.turn().role(), content, turn.at(), withheld);
            })
            .toList());
  }

  /**
   * What a question continues, without answers that the principal may not read now.
   *
   * @throws NotFoundException if the principal has no conversation of that id
   */
  public Recalled recall(Principal principal, String conversationId) {
    return recall(principal, conversationId, sources);
  }

  /**
   * As {@link #recall(Principal, String)}, with what {@code reader} may be shown alone.
   *
   * @throws NotFoundException if the principal has no conversation of that id
   */
  public Recalled recall(Principal principal, String conversationId, SourceReader reader) {
    Stored stored = stored(principal, conversationId);
    Set<Source> readable = readable(principal, stored.turns(), reader);
    List<Turn> turns =
        stored.turns().stream()
            .filter(turn -> readable.containsAll(turn.sources()))
            .map(StoredTurn::turn)
            .toList();
    // A summary may tell of any turn it was made from.
    boolean whole = turns.size() == stored.turns().size();
    return new Recalled(turns, whole ? stored.summary() : null, readable, whole);
  }

  /**
   * Remembers a question and its answer.
   *
   * @param conversationId null to start a conversation
   * @param from documents that the answer takes from
   * @return the conversation's id
   * @throws NotFoundException if the principal has none of that id
   */
  public String remember(
      Principal principal,
      @Nullable String conversationId,
      String question,
      String answer,
      Set<Source> from) {
    Instant now = clock.instant();
    List<StoredTurn> turns =
        List.of(
            new StoredTurn(Turn.user(question), now, Set.of()),
            new StoredTurn(Turn.assistant(answer), now, from));
    String id = conversationId == null ? "conv_" + ids.get() : conversationId;
    return database.transact(handle -> {
      ConversationTables tables = new ConversationTables(handle);
      tables.deleteOlder(now.minus(retention));
      if (conversationId == null) {
        tables.insert(id, principal.user(), Shortened.sentence(question), now);
      } else if (tables.find(principal.user(), id).isEmpty()) {
        throw NotFoundException.conversation(id);
      }
      tables.append(id, turns);
      return id;
    });
  }

  /** Keeps a summary of the first turns of one of the principal's conversations. */
  public void summarized(Principal principal, String conversationId, Summary summary) {
    database.transact(handle -> {
      ConversationTables tables = new ConversationTables(handle);
      if (tables.find(principal.user(), conversationId).isPresent()) {
        tables.saveSummary(conversationId, summary);
      }
      return true;
    });
  }

  /** Forgets all answers that take from one of these documents or facts, whoever asked. */
  public void forgetAnswersFrom(String collection, Set<String> documentIds) {
    if (documentIds.isEmpty() || !database.exists()) {
      return;
    }
    database.transact(handle -> {
      ConversationTables tables = new ConversationTables(handle);
      documentIds.forEach(id -> tables.eraseAnswers(new Source(collection, id), ERASED));
      return true;
    });
  }

  /**
   * Deletes one with all its turns.
   *
   * @throws NotFoundException if the principal has none of that id
   */
  public void delete(Principal principal, String conversationId) {
    int deleted = read(principal, 0, tables -> tables.delete(principal.user(), conversationId));
    if (deleted == 0) {
      throw NotFoundException.conversation(conversationId);
    }
  }

  private Stored stored(Principal principal, String conversationId) {
    return read(
            principal,
            Optional.<Stored>empty(),
            tables ->
                tables
                    .find(principal.user(), conversationId)
                    .map(info ->
                        new Stored(
                            info,
                            tables.turns(conversationId),
                            tables.summary(conversationId).orElse(null))))
        .orElseThrow(() -> NotFoundException.conversation(conversationId));
  }

  private <T> T read(Principal principal, T nothing, Function<ConversationTables, T> work) {
    if (principal.equals(Principal.anonymous()) || !database.exists()) {
      return nothing;
    }
    return database.transact(handle -> work.apply(new ConversationTables(handle)));
  }

  private static Set<Source> readable(
      Principal principal, List<StoredTurn> turns, SourceReader reader) {
    Set<Source> all = new HashSet<>();
    turns.forEach(turn -> all.addAll(turn.sources()));
    return all.isEmpty() ? Set.of() : reader.readable(principal, all);
  }

  private record Stored(ConversationInfo info, List<StoredTurn> turns, @Nullable Summary summary) {}
}
