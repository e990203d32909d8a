package io.footnote.eval.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.footnote.serve.server.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ends real processes in the middle of an ingest, with the bundled model. */
@Timeout(300)
class KillDuringIngestTest {
  private static final int FILES = 300;
  private static final int RECORDS = 4700;
  private static final int DOCUMENTS = FILES + RECORDS;

  /** Said after a commit, and only while there is more to do. */
  private static final Pattern COMMITTED =
      Pattern.compile("ingesting: ([1-9]\\d*) of \\d+ documents, (\\d+) chunks .*");

  private static final Pattern STOPPED =
      Pattern.compile(
          "footnote: job (job_\\S+) was cancelled; what was committed stays \\((\\d+) of "
              + DOCUMENTS
              + " documents of collection 'default'\\); to go on, run the command again or"
              + " 'footnote jobs retry \\1'");

  @TempDir static Path folder;

  /** A few hundred files, and many records so that there is a commit long before the end. */
  @BeforeAll
  static void documents() throws IOException {
    Path documents = Files.createDirectory(folder.resolve("docs"));
    for (int i = 0; i < FILES; i++) {
      String text = "Locker %d holds the flares of boat %d.".formatted(i, 7 * i + 3);
      if (i % 2 == 0) {
        Files.writeString(documents.resolve("locker-%03d.txt".formatted(i)), text + "\n");
      } else {
        Files.writeString(
            documents.resolve("locker-%03d.md".formatted(i)),
            "# Locker %d%n%n%s%n".formatted(i, text));
      }
    }
    StringBuilder records = new StringBuilder();
    for (int i = 0; i < RECORDS; i++) {
      records.append(
          "{\"_id\": \"b%d\", \"title\": \"Berth %d\", \"text\": \"Berth %d is let to vessel %d until week %d.\"}%n"
              .formatted(i, i, i, 13 * i + 5, i % 52));
    }
    Files.writeString(documents.resolve("register.jsonl"), records);
  }

  @Test
  void whatWasCommittedSurvivesKillAndIsNotEmbeddedAgain() throws Exception {
    Path killed = folder.resolve("killed");
    long committedDocuments;
    long committedChunks;
    try (FootnoteProcess ingest = ingest(killed)) {
      Matcher committed = awaitCommit(ingest);
      ingest.kill();
      committedDocuments = Long.parseLong(committed.group(1));
      committedChunks = Long.parseLong(committed.group(2));
    }
    Map<String, String> left = OpenFolder.chunks(killed);
    assertThat(left.size()).as("chunks after the kill").isBetween((int) committedChunks, DOCUMENTS);
    assertThat(committedDocuments).isBetween(1L, DOCUMENTS - 1L);
    long known = vectors(killed);
    assertThat(known).isGreaterThanOrEqualTo(left.size());

    try (FootnoteProcess jobs =
        FootnoteProcess.start(folder, "jobs", "list", "--data", killed.toString())) {
      assertThat(jobs.awaitExit()).as(jobs.toString()).isZero();
      assertThat(jobs.output()).contains("  interrupted  ").doesNotContain("running");
    }

    long embedded;
    try (FootnoteProcess ingest = ingest(killed, "--json")) {
      assertThat(ingest.awaitExit()).as(ingest.toString()).isZero();
      assertThat(ingest.toString())
          .containsPattern(
              "resuming job job_\\S+ of collection 'default', \\d+ of " + DOCUMENTS + " documents");
      embedded = embedded(Json.mapper().readTree(ingest.output()));
    }
    // The command repeated is the killed job.
    try (FootnoteProcess jobs =
        FootnoteProcess.start(folder, "jobs", "list", "--json", "--data", killed.toString())) {
      assertThat(jobs.awaitExit()).as(jobs.toString()).isZero();
      JsonNode list = Json.mapper().readTree(jobs.output()).get("jobs");
      assertThat(list).hasSize(1);
      assertThat(list.get(0).get("state").textValue()).isEqualTo("done");
      assertThat(list.get(0).at("/progress/documents_done").intValue()).isEqualTo(DOCUMENTS);
    }
    assertThat(embedded).as("of %s vectors known", known).isEqualTo(vectors(killed) - known);

    Path whole = folder.resolve("whole");
    Files.createDirectory(whole);
    Files.copy(
        killed.resolve("vectors.db"),
        whole.resolve("vectors.db"),
        StandardCopyOption.COPY_ATTRIBUTES);
    try (FootnoteProcess ingest = ingest(whole, "--json")) {
      assertThat(ingest.awaitExit()).as(ingest.toString()).isZero();
      assertThat(embedded(Json.mapper().readTree(ingest.output()))).isZero();
    }
    Map<String, String> uninterrupted = OpenFolder.chunks(whole);
    assertThat(uninterrupted).hasSize(DOCUMENTS);
    assertThat(OpenFolder.chunks(killed)).isEqualTo(uninterrupted);
    assertThat(uninterrupted).containsAllEntriesOf(left);
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130"})
  @EnabledOnOs(OS.LINUX)
  void anInterruptedIngestEndsInOrder(String signal, int exitCode) throws Exception {
    Path data = folder.resolve("stopped-by-" + signal);
    try (FootnoteProcess ingest = ingest(data)) {
      Matcher committed = awaitCommit(ingest);
      ingest.signal(signal);
      long sent = System.nanoTime();
      assertThat(ingest.awaitExit()).as(ingest.toString()).isEqualTo(exitCode);
      assertThat(Duration.ofNanos(System.nanoTime() - sent)).isLessThan(Duration.ofSeconds(20));
      Matcher said = STOPPED.matcher(ingest.toString());
      assertThat(said.find()).as(ingest.toString()).isTrue();
      assertThat(ingest.toString()).containsOnlyOnce("what was committed stays");
      assertThat(folder.resolve("crash.log")).doesNotExist();
      long kept = Long.parseLong(said.group(2));
      assertThat(kept).isGreaterThanOrEqualTo(Long.parseLong(committed.group(1)));
      // One chunk each.
      assertThat(OpenFolder.chunks(data)).hasSize((int) kept);
    }
  }

  private static FootnoteProcess ingest(Path data, String... more) throws IOException {
    String[] arguments = new String[4 + more.length];
    System.arraycopy(
        new String[] {"ingest", "docs", "--data", data.toString()}, 0, arguments, 0, 4);
    System.arraycopy(more, 0, arguments, 4, more.length);
    return FootnoteProcess.start(folder, arguments);
  }

  private static Matcher awaitCommit(FootnoteProcess ingest) throws IOException {
    Matcher committed = COMMITTED.matcher(ingest.awaitLine(COMMITTED.asMatchPredicate()));
    assertThat(committed.matches()).isTrue();
    return committed;
  }

  private static long embedded(JsonNode job) {
    return job.at("/progress/embedded").longValue();
  }

  /** Vectors in the cache of a data folder. */
  private static long vectors(Path data) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve("vectors.db"));
        Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery("SELECT count(*) FROM vectors")) {
      return count.getLong(1);
    }
  }
}
