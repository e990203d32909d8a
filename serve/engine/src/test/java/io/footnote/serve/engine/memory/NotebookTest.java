package io.footnote.serve.engine.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.embed.testing.HashingEmbedder;
import io.footnote.index.model.Principal;
import io.footnote.serve.engine.calibrate.ScaledEmbedder;
import io.footnote.serve.engine.model.Audience;
import io.footnote.serve.engine.model.ConflictException;
import io.footnote.serve.engine.model.MemoryItem;
import io.footnote.serve.engine.model.MemoryItem.Kind;
import io.footnote.serve.engine.model.MemoryPage;
import io.footnote.serve.engine.model.MemoryQuery;
import io.footnote.serve.engine.model.NewMemory;
import io.footnote.serve.engine.model.NotFoundException;
import io.footnote.serve.engine.model.SharedAudience;
import io.footnote.serve.engine.state.StateDatabase;
import io.footnote.serve.engine.testing.TestState;
import io.footnote.serve.engine.testing.WordsView;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestState.class)
class NotebookTest {
  private static final Principal OPERATOR = Principal.operator("olga");
  private static final Principal ALICE = Principal.of("alice", "hr");
  private static final Principal BOB = Principal.of("bob");
  private static final Principal NOBODY = Principal.anonymous();
  private static final SharedAudience HR = new Audience.Group("hr");
  private static final SharedAudience ALL = new Audience.Everybody();

  @Parameter TestState state;

  @TempDir Path folder;
  private final AtomicInteger ids = new AtomicInteger();
  private StateDatabase database;
  private Notebook notebook;

  @BeforeEach
  void open() {
    database = state.open(folder);
    Clock clock = Clock.fixed(Instant.parse("2026-01-05T10:00:00Z"), ZoneOffset.UTC);
    notebook = new Notebook(database, clock, () -> "id%03d".formatted(ids.incrementAndGet()));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private String add(
      Principal by, Kind kind, String text, @Nullable SharedAudience to, @Nullable String in) {
    return notebook.add(by, new NewMemory(kind, text, to, in)).memoryId();
  }

  private Set<String> seenBy(Principal principal) {
    MemoryPage page = notebook.list(principal, new MemoryQuery(null, null, 100));
    return Set.copyOf(page.memory().stream().map(MemoryItem::memoryId).toList());
  }

  private List<String> applyingTo(Principal principal, String... collections) {
    return notebook.applying(principal, List.of(collections)).stream()
        .map(MemoryItem::memoryId)
        .toList();
  }

  @Test
  void eachSeesAndUsesItsOwnAndWhatIsSharedWithIt() {
    String own = add(ALICE, Kind.FACT, "own", null, null);
    String hers = add(OPERATOR, Kind.FACT, "hers", null, null);
    String group = add(OPERATOR, Kind.FACT, "group", HR, null);
    String all = add(OPERATOR, Kind.FACT, "all", ALL, null);
    String there = add(ALICE, Kind.FACT, "there", null, "docs");
    String told = add(OPERATOR, Kind.INSTRUCTION, "told", ALL, null);
    String toldHr = add(OPERATOR, Kind.INSTRUCTION, "told hr", HR, "docs");
    assertThat(seenBy(ALICE)).containsExactlyInAnyOrder(own, group, all, there);
    assertThat(seenBy(BOB)).containsExactly(all);
    assertThat(seenBy(NOBODY)).containsExactly(all);
    assertThat(seenBy(OPERATOR)).containsExactlyInAnyOrder(hers, group, all, told, toldHr);
    assertThat(applyingTo(ALICE, "docs")).containsExactly(own, group, all, there, told, toldHr);
    assertThat(applyingTo(ALICE, "other")).containsExactly(own, group, all, told);
    assertThat(applyingTo(BOB, "docs", "other")).containsExactly(all, told);
    assertThat(applyingTo(NOBODY, "docs")).containsExactly(all, told);
    assertThat(notebook.visible(BOB, List.of(own, all, told))).containsExactly(all);
    assertThat(notebook.visible(OPERATOR, List.of(own, all, told)))
        .containsExactlyInAnyOrder(all, told);
    assertThatThrownBy(() -> notebook.find(OPERATOR, own)).isInstanceOf(NotFoundException.class);
  }

  @Test
  void aUserNamedAsWhoHasNoNameSharesNothingWithThem() {
    add(Principal.of("anonymous", "hr"), Kind.FACT, "own", null, null);
    assertThat(seenBy(NOBODY)).isEmpty();
    assertThat(applyingTo(NOBODY, "docs")).isEmpty();
  }

  @Test
  void pagesHoldEverythingOnceTheNewestFirstThoughAllIsOfOneMoment() {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      made.add(add(ALICE, Kind.FACT, "fact " + i, null, null));
    }
    List<String> paged = new ArrayList<>();
    String cursor = null;
    do {
      MemoryPage page = notebook.list(ALICE, new MemoryQuery(Kind.FACT, cursor, 3));
      page.memory().forEach(item -> paged.add(item.memoryId()));
      cursor = page.nextCursor();
    } while (cursor != null);
    assertThat(paged).isEqualTo(made.reversed());
    assertThat(notebook.list(ALICE, new MemoryQuery(Kind.INSTRUCTION, null, 3)).memory()).isEmpty();
  }

  @Test
  void whatIsForgottenIsUnknownBeforeItIsDeleted() {
    String own = add(ALICE, Kind.FACT, "own", null, "docs");
    new FactRecall(database, new ScaledEmbedder(() -> new HashingEmbedder(8)))
        .learn(notebook.find(ALICE, own));
    assertThatThrownBy(() -> notebook.forget(BOB, own)).isInstanceOf(NotFoundException.class);
    notebook.forget(ALICE, own);
    assertThat(seenBy(ALICE)).isEmpty();
    assertThat(applyingTo(ALICE, "docs")).isEmpty();
    assertThat(notebook.visible(ALICE, List.of(own))).isEmpty();
    assertThat(notebook.forgotten()).containsExactly(own);
    String again = add(ALICE, Kind.FACT, "own", null, "docs");
    assertThat(again).isNotEqualTo(own);
    notebook.remove(Set.of(own));
    assertThat(notebook.forgotten()).isEmpty();
    notebook.forgetCollection("docs");
    assertThat(notebook.forgotten()).containsExactly(again);
    int vectors =
        database.transact(handle ->
            handle.createQuery("SELECT COUNT(*) FROM memory_vector").mapTo(Integer.class).one());
    assertThat(vectors).isZero();
  }

  @Test
  void aUserHasAMostAndOthersHaveTheirs() {
    for (int i = 0; i < Notebook.MOST_FACTS; i++) {
      add(ALICE, Kind.FACT, "fact " + i, null, null);
    }
    assertThatThrownBy(() -> add(ALICE, Kind.FACT, "one more", null, null))
        .isInstanceOf(ConflictException.class)
        .hasMessage(
            "500 facts are remembered for user 'alice', the most there may be; delete one, or ingest"
                + " them as documents");
    assertThat(add(ALICE, Kind.FACT, "fact 7", null, null)).isEqualTo("mem_id008");
    assertThat(add(BOB, Kind.FACT, "one more", null, null)).isNotNull();
  }

  @Test
  void vectorsAreReadAsTheyWereWritten() {
    MemoryItem fact = notebook.find(ALICE, add(ALICE, Kind.FACT, "The gate is red", null, null));
    FactRecall recall = new FactRecall(database, new ScaledEmbedder(() -> new HashingEmbedder(64)));
    List<RecalledFact> made = recall.recall("The gate is red", WordsView.terms(), List.of(fact), 9);
    List<RecalledFact> read = recall.recall("The gate is red", WordsView.terms(), List.of(fact), 9);
    assertThat(read).isEqualTo(made);
    assertThat(read.getFirst().cosine()).isBetween(0.9999, 1.0001);
  }
}
