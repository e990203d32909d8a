package io.footnote.serve.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.footnote.ingest.Job;
import io.footnote.serve.engine.job.StoredJobs;
import io.footnote.serve.engine.state.StateDatabase;
import io.footnote.serve.server.TestApps;
import io.footnote.serve.server.app.App;
import io.footnote.serve.server.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bringing documents in by commands, and the jobs that do it. */
class IngestCommandTest extends CommandLineFixture {
  @Test
  void standardInputIsNoFolder() throws Exception {
    Run refused = run("ingest", "--sync", "-", "--name", "notes.md");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .startsWith(
            "footnote: standard input cannot be synchronised, because it names no folder whose"
                + " documents could be gone; leave out --sync, or give the folder instead of -");
  }

  @Test
  void aFolderIsSynchronisedHereAndThroughAServer() throws Exception {
    for (boolean throughServer : new boolean[] {false, true}) {
      Path docs = Files.createDirectory(folder.resolve("docs-" + throughServer));
      String[] sync = {"ingest", "--sync", docs.toString(), "--collection", "s" + throughServer};
      Files.writeString(docs.resolve("keel.txt"), "The keel is lead.\n");
      Files.writeString(docs.resolve("rope.txt"), "The rope is hemp.\n");
      Files.writeString(docs.resolve("rope.tmp"), "Not this.\n");
      App server = null;
      try {
        if (throughServer) {
          server = TestApps.open(folder, Map.of());
          server.startServer();
        }
        assertThat(run(with(sync, "--dry-run", "--exclude", "*.tmp")).out())
            .isEqualTo(
                """
                added  %1$s/keel.txt
                added  %1$s/rope.txt
                collection '%2$s': 2 added, 0 changed, 0 moved, 0 removed, 0 unchanged
                """
                    .formatted(docs, sync[4]));
        assertThat(run("docs", "list", "--collection", sync[4]).err())
            .as("nothing was done")
            .startsWith("footnote: there is no collection");
        assertThat(run(with(sync, "--exclude", "*.tmp")).out()).contains("2 new or changed");

        Files.move(docs.resolve("keel.txt"), docs.resolve("keel-2.txt"));
        Files.delete(docs.resolve("rope.tmp"));
        Files.writeString(docs.resolve("rope.txt"), "The rope is nylon.\n");
        JsonNode plan = Json.mapper().readTree(run(with(sync, "--dry-run", "--json")).out());
        assertThat(plan.at("/moved/0/to").textValue()).endsWith("keel-2.txt");
        assertThat(plan.get("changed")).hasSize(1);
        assertThat(plan.get("refusal").isNull()).isTrue();
        assertThat(run(sync).code()).isZero();

        Files.delete(docs.resolve("keel-2.txt"));
        assertThat(run(sync).out()).contains("1 unchanged, 0 failed, 1 removed; 0 chunks");
        Files.delete(docs.resolve("rope.txt"));
        Run refused = run(with(sync, "--dry-run"));
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
            .startsWith("footnote: the sync would remove 1 of the 1 documents");
        Run failed = run(sync);
        assertThat(failed.out()).as("nothing was done").isEmpty();
        assertThat(failed.err()).contains(" failed: the sync would remove 1 of the 1");
        assertThat(run(with(sync, "--confirm-removal")).code()).isZero();
        assertThat(run("docs", "list", "--collection", sync[4]).out()).isEqualTo("0 documents\n");
      } finally {
        if (server != null) {
          server.close();
        }
      }
    }
  }

  private static String[] with(String[] command, String... more) {
    List<String> line = new ArrayList<>(List.of(command));
    line.addAll(List.of(more));
    return line.toArray(String[]::new);
  }

  @Test
  void standardInputIsADocumentOfTheNameGiven() throws Exception {
    standardInput =
        "{\"id\": \"k1\", \"text\": \"The keel is lead.\", \"metadata\": {\"year\": 2020}}\n";
    assertThat(run("ingest", "-", "--name", "records.jsonl").code()).isZero();
    assertThat(run("search", "keel", "--filter", "year = 2020").out())
        .contains("The keel is lead.");
    standardInput = "# Ropes\n\nThe rope is hemp.\n";
    try (App server = TestApps.open(folder, Map.of())) {
      server.startServer();
      assertThat(run("ingest", "-", "--name", "ropes.md").code()).isZero();
      assertThat(run("search", "rope").out()).contains("ropes.md");
    }
    assertThat(folder.resolve("data/uploads")).isEmptyDirectory();
  }

  @Test
  void aDeletedDocumentIsNotBroughtBackByTheNextSync() {
    assertThat(run("ingest", "--sync", "docs").code()).isZero();
    String id = run("docs", "list").out().split("\\s+", 2)[0];
    assertThat(run("docs", "delete", id).code()).isZero();
    assertThat(run("ingest", "--sync", "docs", "--dry-run").out())
        .startsWith("stays deleted  ")
        .endsWith("0 removed, 1 unchanged, 1 deleted and not restored\n");
    assertThat(run("ingest", "--sync", "docs").code()).isZero();
    assertThat(run("docs", "list").out()).endsWith("1 document\n");
    assertThat(run("ingest", "--sync", "docs", "--restore-deleted").code()).isZero();
    assertThat(run("docs", "list").out()).endsWith("2 documents\n");
    assertThat(run("ingest", "--sync", "docs", "--dry-run").out()).startsWith("collection");
  }

  @Test
  void jobsArePausedResumedWatchedAndRetried() throws Exception {
    Path bilge = Files.writeString(folder.resolve("docs/bilge.pdf"), "%PDF-1.7 cut off here");
    assertThat(run("ingest", "docs").code()).isEqualTo(1);
    String id = run("jobs", "list").out().split(" ", 2)[0];
    assertThat(run("jobs", "pause", id).err())
        .isEqualTo("footnote: job '" + id + "' has ended; there is nothing to pause\n");
    assertThat(run("jobs", "resume", id).err())
        .isEqualTo("footnote: job '" + id + "' is not paused but done\n");
    Run retried = run("jobs", "retry", id);
    assertThat(retried.out()).as("what failed alone").startsWith("1 document in collection");
    Files.writeString(bilge, "The bilge is dry.\n");
    assertThat(run("jobs", "retry", id).out()).contains("1 new or changed, 0 unchanged, 0 failed");
    assertThat(run("jobs", "watch", id).out()).startsWith(id + "  done  ");
    try (App server = TestApps.open(folder, Map.of())) {
      server.startServer();
      assertThat(run("jobs", "watch", id).out()).startsWith(id + "  done  ");
      assertThat(run("jobs", "watch", "none").err())
          .isEqualTo("footnote: there is no job 'none'\n");
    }
  }

  @Test
  void aJobThatItsProcessLeftIsShownAndResumed() throws IOException {
    assertThat(run("ingest", "docs").code()).isZero();
    String id;
    try (StateDatabase state = new StateDatabase(folder.resolve("data/state.db"))) {
      StoredJobs store = new StoredJobs(state);
      Job left = store.list(1).getFirst().withState(Job.State.RUNNING);
      store.save(left);
      id = left.jobId();
    }
    assertThat(run("jobs", "list").out()).startsWith(id + "  interrupted  collection 'default'");

    Run ingest = run("ingest", "docs");

    assertThat(ingest.err())
        .contains("resuming job " + id + " of collection 'default', 2 of 2 documents");
    assertThat(ingest.code()).isZero();
    assertThat(run("jobs", "show", id).out()).startsWith(id + "  done  ");
    assertThat(run("ingest", "docs").err()).doesNotContain("resuming");
  }

  @Test
  void aSyncThatItsProcessLeftGoesOnByItself() throws IOException {
    assertThat(run("ingest", "--sync", "docs").code()).isZero();
    Files.delete(folder.resolve("docs/mast.txt"));
    Files.writeString(folder.resolve("docs/keel.txt"), "The keel is lead.\n");
    try (StateDatabase state = new StateDatabase(folder.resolve("data/state.db"))) {
      StoredJobs store = new StoredJobs(state);
      store.save(store.list(1).getFirst().withState(Job.State.RUNNING));
    }
    Files.writeString(folder.resolve("note.txt"), "The note is short.\n");

    assertThat(run("ingest", "note.txt").err()).contains("resuming job ");

    assertThat(run("ingest", "--sync", "docs", "--dry-run").out())
        .isEqualTo("collection 'default': 0 added, 0 changed, 0 moved, 0 removed, 2 unchanged\n");
    assertThat(run("docs", "list").out()).endsWith("3 documents\n");
  }

  @Test
  void aCollectionWithoutVectorsIsSearchedByWordsAlone() {
    assertThat(run("ingest", "docs", "--collection", "boats", "--lexical-only").code()).isZero();
    Run search = run("search", "mast varnished", "--collection", "boats");
    assertThat(search.out()).contains("The mast is varnished every spring.");
    assertThat(search.err())
        .isEqualTo("searched by words alone: a collection is lexical-only and has no vectors\n");
    assertThat(run("search", "mast", "--collection", "boats", "--mode", "lexical").err()).isEmpty();
    Run semantic = run("search", "mast", "--collection", "boats", "--mode", "semantic");
    assertThat(semantic.code()).isEqualTo(2);
    assertThat(semantic.err()).contains("collection 'boats' is lexical-only and has no vectors");
    assertThat(run("index", "stats").out())
        .contains("model:      none: lexical-only, searched by words alone");

    assertThat(run("ingest", "docs").code()).isZero();
    Run mixed = run("ingest", "docs", "--lexical-only");
    assertThat(mixed.code()).isEqualTo(1);
    assertThat(mixed.err()).contains("collection 'default' has vectors; lexical_only makes new");
  }

  @Test
  void aBrokenDocumentIsNamedAndFailsTheCommand() throws IOException {
    Files.writeString(folder.resolve("docs/broken.pdf"), "%PDF-1.4 broken");
    Run run = run("ingest", "docs");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("1 failed");
    assertThat(run.err()).contains("failed: " + folder.resolve("docs/broken.pdf") + ": ");
  }

  @Test
  void aDocumentWithoutTextIsNamedAndNoFailure() throws IOException {
    Files.writeString(folder.resolve("docs/empty.txt"), "");
    Run run = run("ingest", "docs");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("0 failed, 1 without text; ")
        .contains(
            "without text: "
                + folder.resolve("docs/empty.txt")
                + ": it has no text (an empty file)");
  }
}
