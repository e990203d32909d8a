package io.footnote.serve.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.embed.testing.HashingEmbedder;
import io.footnote.index.model.Principal;
import io.footnote.index.model.SearchMode;
import io.footnote.ingest.IngestInput;
import io.footnote.ingest.Job;
import io.footnote.serve.engine.model.Answer;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.ConflictException;
import io.footnote.serve.engine.model.DeletionRequest;
import io.footnote.serve.engine.model.MemoryQuery;
import io.footnote.serve.engine.model.NewMemory;
import io.footnote.serve.engine.model.Profile;
import io.footnote.serve.engine.model.SearchRequest;
import io.footnote.serve.engine.model.SearchResult;
import io.footnote.serve.engine.model.UnavailableException;
import io.footnote.serve.engine.state.StateLocation;
import io.footnote.serve.engine.testing.TestComponents;
import io.footnote.serve.engine.testing.TestState;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data folder whose state is in a PostgreSQL database. */
class PostgresStateTest {
  private static final Principal OPERATOR = Principal.operator("olga");
  private static final Principal ALICE = Principal.of("alice", "hr");
  private static final Principal BOB = Principal.of("bob", "it");

  @TempDir Path data;
  private final TestComponents components = new TestComponents(new HashingEmbedder(64));

  private Footnote open(StateLocation state) {
    return Footnote.open(FootnoteConfig.builder(data, components).state(state).build());
  }

  private StateLocation postgres() {
    return TestState.POSTGRESQL.location(data);
  }

  private static void ingest(Footnote footnote, String source, String text, String... acl)
      throws InterruptedException {
    Job job =
        footnote.ingest(
            OPERATOR,
            new FootnoteService.Ingest(
                "default",
                List.of(new IngestInput.Text(source, source, text)),
                Set.of(acl),
                Map.of()));
    Job ended = footnote.awaitJob(OPERATOR, job.jobId(), Duration.ofSeconds(30));
    assertThat(ended.state()).as("%s", ended).isEqualTo(Job.State.DONE);
  }

  private static List<String> found(Footnote footnote, Principal principal) {
    return footnote
        .search(
            principal,
            new SearchRequest(
                "notice pay",
                List.of("default"),
                SearchMode.HYBRID,
                Profile.BALANCED,
                10,
                null,
                false))
        .results()
        .stream()
        .map(SearchResult::documentId)
        .toList();
  }

  /** Runs a statement in the schema of this test's folder. */
  private void sql(String sql) throws SQLException {
    StateLocation.Postgres state = (StateLocation.Postgres) postgres();
    String schema = state.url().substring(state.url().indexOf('=') + 1);
    try (Connection connection = TestState.server().getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SET search_path TO " + schema);
      statement.execute(sql);
    }
  }

  @Test
  void permissionsConversationsMemoryTracesAndDeletionsAreKeptThere() throws Exception {
    StateLocation state = postgres();
    String conversation;
    String trace;
    try (Footnote footnote = open(state)) {
      ingest(footnote, "notice", "The notice period of everybody is four weeks.");
      ingest(footnote, "pay", "The pay of a supervisor is 5200 euros.", "hr");
      assertThat(found(footnote, ALICE)).hasSize(2);
      assertThat(found(footnote, BOB)).hasSize(1);
      assertThat(footnote.remember(ALICE, NewMemory.fact("The desk is in room 417.\0")).text())
          .startsWith("The desk");
      Answer answer =
          footnote.ask(
              ALICE, AskRequest.of("default", "What is the pay of a supervisor?\0"), event -> {});
      assertThat(answer.answer()).contains("5200");
      conversation = Objects.requireNonNull(answer.conversationId());
      trace = answer.traceId();
    }
    assertThat(data.resolve("state.db")).doesNotExist();
    try (Footnote again = open(state)) {
      assertThat(found(again, BOB)).hasSize(1);
      assertThat(again.jobs(OPERATOR, 10)).hasSize(2);
      assertThat(again.conversation(ALICE, conversation).toString()).contains("5200 euros");
      assertThat(again.trace(ALICE, trace).toString()).contains("5200");
      assertThat(again.memories(ALICE, new MemoryQuery(null, null, 10)).memory()).hasSize(1);
      String pay =
          found(again, ALICE).stream()
              .filter(id -> !found(again, BOB).contains(id))
              .findFirst()
              .orElseThrow();
      var what = new DeletionRequest.Selection.Document(pay);
      assertThat(again.delete(OPERATOR, new DeletionRequest(what, true)).chunks()).isOne();
      assertThat(again.deletions(OPERATOR, 10)).hasSize(1);
      assertThat(again.conversation(ALICE, conversation).toString()).doesNotContain("5200 euros");
      assertThatThrownBy(() -> again.trace(ALICE, trace)).hasMessageContaining("there is no trace");
      assertThat(again.createKey(OPERATOR, "amy", Set.of("hr"), false).secret()).isNotBlank();
      assertThat(again.hasKeys()).isTrue();
    }
  }

  @Test
  void aFolderIsNotOpenedWithTheStateOfAnother() throws Exception {
    StateLocation state = postgres();
    try (Footnote footnote = open(state)) {
      ingest(footnote, "pay", "The pay of a supervisor is 5200 euros.", "hr");
    }
    assertThatThrownBy(() -> open(new StateLocation.InDataFolder()))
        .isInstanceOf(ConflictException.class)
        .hasMessage(
            "the state of "
                + data.toAbsolutePath()
                + ", permissions and keys among it, is in a PostgreSQL database; name it with the"
                + " setting state");
    sql("UPDATE footnote_state SET folder_id = 'another'");
    assertThatThrownBy(() -> open(state))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("do not belong together; the permissions of documents are in the");
    sql("UPDATE footnote_state SET folder_id = NULL");
    assertThatThrownBy(() -> open(state)).hasMessageContaining("do not belong together");
  }

  @Test
  void aFolderWhoseStateIsAFileIsNotOpenedWithAServers() throws Exception {
    try (Footnote footnote = open(new StateLocation.InDataFolder())) {
      ingest(footnote, "pay", "The pay of a supervisor is 5200 euros.", "hr");
    }
    StateLocation state = postgres();
    assertThatThrownBy(() -> open(state)).hasMessageContaining("do not belong together");
  }

  @Test
  void aServerThatIsNotThereIsSaidAtOnce() {
    StateLocation nowhere =
        new StateLocation.Postgres("jdbc:postgresql://127.0.0.1:1/x", "foot", "hush");
    assertThatThrownBy(() -> open(nowhere))
        .isInstanceOf(UnavailableException.class)
        .hasMessageMatching(
            "the state database jdbc:postgresql://127.0.0.1:1/x cannot be reached: Connection to"
                + " 127.0.0.1:1 refused.*; start it, or correct the setting state")
        .hasMessageNotContaining("hush");
    assertThat(nowhere.toString()).isEqualTo("jdbc:postgresql://127.0.0.1:1/x as foot");
  }

  @Test
  void aNewerSchemaIsRefused() throws Exception {
    StateLocation state = postgres();
    open(state).close();
    sql("UPDATE footnote_state SET version = 99");
    assertThatThrownBy(() -> open(state))
        .isInstanceOf(ConflictException.class)
        .hasMessageMatching(
            "the state database jdbc:postgresql:\\S+ has schema version 99, but this version of"
                + " Footnote knows up to \\d+; use the newer version that made it");
  }

  @Test
  void aLostConnectionIsMadeAnew() throws Exception {
    try (Footnote footnote = open(postgres())) {
      assertThat(footnote.keys(OPERATOR)).isEmpty();
      sql(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name ="
              + " 'footnote'");
      assertThatThrownBy(() -> footnote.keys(OPERATOR))
          .isInstanceOf(UnavailableException.class)
          .hasMessageEndingWith("was lost; try again");
      assertThat(footnote.keys(OPERATOR)).isEmpty();
    }
  }
}
