package io.footnote.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.embed.CachingEmbedder;
import io.footnote.embed.testing.InMemoryVectorCache;
import io.footnote.index.ReadView;
import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.Principal;
import io.footnote.ingest.IngestInput.PathInput;
import io.footnote.ingest.SyncPlan.Move;
import io.footnote.ingest.parse.SampleFiles;
import io.footnote.ingest.source.DocumentIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SyncTest extends PipelineFixture {
  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-02-02T20:20:20Z"));

  private final Set<String> outdatedHashes = new HashSet<>();

  @BeforeEach
  void cacheVectors() {
    ingestion.close();
    ingestion = pipeline(new CachingEmbedder(embedder, new InMemoryVectorCache()));
  }

  @Test
  void theCollectionBecomesEqualToTheFolder() throws IOException {
    write("same.txt", "The anchor is iron.");
    write("changed.txt", "The boom is ash.");
    write("gone.txt", "The cleat is bronze.");
    Files.createDirectory(documents.resolve("old"));
    write("old/moved.txt", "The davit is steel.");
    sync();
    int embedded = embedder.embedded();
    assertThat(embedded).isEqualTo(4);

    write("changed.txt", "The boom is spruce.");
    write("new.txt", "The ensign is red.");
    Files.delete(path("gone.txt"));
    Files.createDirectory(documents.resolve("new"));
    Files.move(path("old/moved.txt"), path("new/moved.txt"));
    SyncPlan plan = plan();

    assertThat(plan.added()).containsExactly(source("new.txt"));
    assertThat(plan.changed()).containsExactly(source("changed.txt"));
    assertThat(plan.moved())
        .containsExactly(new Move(source("old/moved.txt"), source("new/moved.txt")));
    assertThat(plan.removed()).containsExactly(source("gone.txt"));
    assertThat(plan.unchanged()).isEqualTo(1);
    assertThat(plan.unreadable()).isEmpty();
    assertThat(plan.refusal()).isNull();
    assertThat(sources()).as("a plan changes nothing").hasSize(4).contains(source("gone.txt"));

    String gone = document(source("gone.txt")).contentHash();
    String changed = document(source("changed.txt")).contentHash();
    IngestReport report = sync();

    assertThat(sources())
        .containsExactlyInAnyOrder(
            source("same.txt"), source("changed.txt"), source("new.txt"), source("new/moved.txt"));
    assertThat(embedder.embedded()).as("changed and new alone").isEqualTo(embedded + 2);
    assertThat(report.progress().documentsUnchanged()).isEqualTo(1);
    assertThat(report.progress().documentsRemoved()).isEqualTo(1);
    assertThat(report.progress().documentsMoved()).isEqualTo(1);
    assertThat(report.progress().documentsIndexed()).as("new or changed").isEqualTo(2);
    assertThat(report.progress().documentsKeptDeleted()).isZero();
    assertThat(report.progress().documentsDone()).isEqualTo(4);
    assertThat(outdatedHashes).containsExactlyInAnyOrder(gone, changed);
    assertThat(plan().nothingToDo()).isTrue();
  }

  @Test
  void filesWhoseSizeAndDateAreKnownAreNotRead() throws IOException {
    write("a.txt", "One.");
    setDate("a.txt", LONG_AGO);
    sync();

    write("a.txt", "Two.");
    setDate("a.txt", LONG_AGO);
    assertThat(sync().progress().documentsUnchanged()).isEqualTo(1);
    assertThat(plan().unchanged()).isEqualTo(1);

    ingest(null);
    assertThat(chunks(document(source("a.txt"))).getFirst().text())
        .as("an ingest without sync reads all")
        .isEqualTo("Two.");
  }

  @Test
  void aDateTooCloseToTheLastReadingIsNotTrusted() throws IOException {
    write("a.txt", "One.");
    FileTime now = Files.getLastModifiedTime(path("a.txt"));
    sync();

    write("a.txt", "Two.");
    setDate("a.txt", now);
    assertThat(plan().changed()).containsExactly(source("a.txt"));
    sync();
    assertThat(chunks(document(source("a.txt"))).getFirst().text()).isEqualTo("Two.");
  }

  @Test
  void aFileThatWasOnlyTouchedIsUnchangedAndNotReadTheNextTime() throws IOException {
    write("a.txt", "One.");
    sync();
    setDate("a.txt", LONG_AGO);

    assertThat(plan().unchanged()).isEqualTo(1);
    assertThat(sync().progress().documentsUnchanged()).isEqualTo(1);
    assertThat(document(source("a.txt")).modified()).isEqualTo(LONG_AGO.toInstant());
    assertThat(embedder.embedded()).isEqualTo(1);

    write("a.txt", "Two.");
    setDate("a.txt", LONG_AGO);
    assertThat(plan().unchanged()).as("by its date").isEqualTo(1);
  }

  @Test
  void aMovedDocumentKeepsWhoMayReadIt() throws IOException {
    write("salaries.txt", "Salaries are paid monthly.");
    sync();
    index.setPolicy(document(source("salaries.txt")).documentId(), 7);
    index.commit();
    Files.createDirectory(documents.resolve("hr"));
    Files.move(path("salaries.txt"), path("hr/salaries.txt"));

    sync();

    assertThat(sources()).containsExactly(source("hr/salaries.txt"));
    assertThat(document(source("hr/salaries.txt")).policyId()).isEqualTo(7);
  }

  @Test
  void attachmentsMoveAndGoWithTheirMail() throws IOException {
    Path mail = SampleFiles.eml(path("mail.eml"));
    write("other.txt", "Other.");
    sync();
    assertThat(sources()).contains(mail + "!/agenda.txt");
    Files.createDirectory(documents.resolve("archive"));
    Files.move(mail, path("archive/mail.eml"));

    sync();
    assertThat(sources())
        .containsExactlyInAnyOrder(
            source("other.txt"),
            source("archive/mail.eml"),
            source("archive/mail.eml") + "!/agenda.txt");

    Files.delete(path("archive/mail.eml"));
    sync();
    assertThat(sources()).containsExactly(source("other.txt"));
    assertThat(outdatedHashes).as("of the mail and its attachment").hasSize(2);
  }

  @Test
  void recordsThatTheirFileLostAreRemoved() throws IOException {
    writeRecords(3);
    write("more.jsonl", "{\"_id\": \"m\", \"text\": \"More.\"}\n");
    sync();
    assertThat(document("r1").origin()).isEqualTo(source("records.jsonl"));

    write("records.jsonl", "{\"_id\": \"r0\", \"text\": \"Record number 0.\"}\n");
    write(
        "more.jsonl",
        "{\"_id\": \"m\", \"text\": \"More.\"}\n{\"_id\": \"r2\", \"text\": \"Record number 2.\"}\n");
    assertThat(plan().removed()).containsExactly("r1");
    sync();
    assertThat(sources()).containsExactlyInAnyOrder("r0", "r2", "m");
    assertThat(document("r2").origin()).isEqualTo(source("more.jsonl"));

    write("more.jsonl", "{\"_id\": \"m\", \"text\": \"More.\"}\n{broken\n");
    sync();
    assertThat(sources()).as("nobody knows what the broken line was").contains("r2");
  }

  @Test
  void whatCameFromElsewhereIsNotTouched() throws IOException {
    write("a.txt", "One.");
    Path beside = Files.createDirectory(folder.resolve("documents-2"));
    Files.writeString(beside.resolve("b.txt"), "Two.");
    ingestion.run(
        new IngestRequest(
            "default",
            List.of(
                new PathInput(beside),
                new IngestInput.Text(source("typed.txt"), null, "Typed."),
                new IngestInput.Text("note", null, "Note.")),
            null,
            Map.of()),
        index,
        _ -> {},
        progress::add,
        () -> false);
    Files.delete(beside.resolve("b.txt"));

    sync();

    assertThat(sources())
        .containsExactlyInAnyOrder(
            source("a.txt"), beside.resolve("b.txt").toString(), source("typed.txt"), "note");
  }

  @Test
  void aFolderThatIsSuddenlyEmptyIsNotBelieved() throws IOException {
    write("a.txt", "One.");
    write("b.txt", "Two.");
    sync();
    Files.delete(path("a.txt"));
    Files.delete(path("b.txt"));

    String refusal =
        "the sync would remove 2 of the 2 documents that collection 'default' has from "
            + documents
            + ", because nothing is there now; is the folder mounted? --dry-run names them; if they"
            + " are to go, confirm it with --confirm-removal (over HTTP: \"confirm_removal\": true)";
    assertThat(plan().refusal()).isEqualTo(refusal);
    assertThatThrownBy(this::sync).isInstanceOf(SyncRefusedException.class).hasMessage(refusal);
    assertThat(sources()).hasSize(2);

    run(new SyncRequest(request(null), true, false), List.of());
    assertThat(sources()).isEmpty();
  }

  @Test
  void mostOfManyDocumentsAreNotRemovedUnasked() throws IOException {
    for (int i = 0; i < SyncPlan.FEW; i++) {
      write("f%d.txt".formatted(i), "File " + i);
    }
    sync();
    for (int i = 0; i < SyncPlan.FEW / 2; i++) {
      Files.delete(path("f%d.txt".formatted(i)));
    }
    assertThat(plan().refusal()).isNull();
    Files.delete(path("f%d.txt".formatted(SyncPlan.FEW / 2)));
    assertThat(plan().refusal()).contains("remove 11 of the 20 documents");
  }

  @Test
  void whatCannotBeReadIsKept() throws IOException {
    Path locked = Files.createDirectory(documents.resolve("locked"));
    write("locked/a.txt", "One.");
    write("b.txt", "Two.");
    sync();
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("---------"));
    Assumptions.assumeFalse(Files.isReadable(locked), "permissions do not bind this user");
    try {
      IngestReport report = sync();
      assertThat(report.failures()).extracting(FailedDocument::source).contains(locked.toString());
    } finally {
      Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwx------"));
    }
    assertThat(sources()).contains(source("locked/a.txt"));
  }

  @Test
  void aBrokenLinkKeepsWhatWasBelowIt() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("share"));
    Files.writeString(elsewhere.resolve("a.txt"), "One.");
    Files.createSymbolicLink(documents.resolve("mount"), elsewhere);
    write("b.txt", "Two.");
    sync();
    assertThat(sources()).contains(source("mount/a.txt"));

    Files.move(elsewhere, folder.resolve("unmounted"));
    assertThat(plan().removed()).isEmpty();
    assertThat(plan().unreadable()).hasSize(1);
    sync();
    assertThat(sources()).contains(source("mount/a.txt"));
  }

  @Test
  void excludedFilesAreNoPartOfTheFolder() throws IOException {
    write("a.txt", "One.");
    write("b.tmp", "Two.");
    sync();
    IngestRequest excluding =
        new IngestRequest(
            "default", List.of(new PathInput(documents)), null, Map.of(), List.of("*.tmp"), null);

    run(new SyncRequest(excluding, false, false), List.of());

    assertThat(sources()).containsExactly(source("a.txt"));
  }

  @Test
  void whatPeopleDeletedStaysDeletedWhereverItsFileIs() throws IOException {
    write("a.txt", "One.");
    write("b.txt", "Two.");
    sync();
    DocumentRecord a = document(source("a.txt"));
    List<Tombstone> tombstones =
        List.of(new Tombstone(a.documentId(), a.contentHash(), a.sizeBytes()));
    index.delete(a.documentId());
    index.commit();

    IngestReport report = run(new SyncRequest(request(null), false, false), tombstones);
    assertThat(sources()).containsExactly(source("b.txt"));
    assertThat(report.progress().documentsTotal()).isEqualTo(1);
    assertThat(report.progress().documentsKeptDeleted()).isEqualTo(1);
    Files.move(path("a.txt"), path("c.txt"));
    SyncPlan moved =
        ingestion.plan(new SyncRequest(request(null), false, false), index, tombstones);
    assertThat(moved.keptDeleted()).containsExactly(source("c.txt"));
    run(new SyncRequest(request(null), false, false), tombstones);
    assertThat(sources()).containsExactly(source("b.txt"));

    run(new SyncRequest(request(null), false, true), tombstones);
    assertThat(sources()).containsExactlyInAnyOrder(source("b.txt"), source("c.txt"));
  }

  @Test
  void anAttachmentThatWasDeletedStaysDeletedThoughItsMailMoves() throws IOException {
    Path mail = SampleFiles.eml(path("mail.eml"));
    sync();
    DocumentRecord agenda = document(mail + "!/agenda.txt");
    String content = document(mail.toString()).contentHash();
    assertThat(originals.wants(content)).isFalse();
    originals.delete(content);
    index.delete(agenda.documentId());
    index.commit();
    List<Tombstone> tombstones =
        List.of(new Tombstone(agenda.documentId(), agenda.contentHash(), agenda.sizeBytes()));
    Files.move(mail, path("moved.eml"));

    run(new SyncRequest(request(null), false, false), tombstones);

    assertThat(sources()).containsExactly(source("moved.eml"));
    assertThat(originals.wants(content)).as("the original would hold it").isTrue();
  }

  @Test
  void onlyWhatFailedIsDealtWithWhenThatIsAskedFor() throws IOException {
    write("good.txt", "Good.");
    write("bad.txt", "");
    Files.createDirectory(documents.resolve("sub"));
    write("sub/a.txt", "In a folder that could not be listed.");
    write("records.jsonl", "{\"_id\": \"r1\", \"text\": \"One.\"}\n{broken\n");
    write(
        "named.jsonl",
        "{\"_id\": \"n1\", \"text\": \"One.\"}\n{\"_id\": \"n2\", \"text\": \"Two.\"}\n");
    IngestRequest failed =
        request(null)
            .withOnly(
                Set.of(source("bad.txt"), source("sub"), source("records.jsonl") + ":2", "n2"));
    write("bad.txt", "Mended.");
    write(
        "records.jsonl",
        "{\"_id\": \"r1\", \"text\": \"One.\"}\n{\"_id\": \"r2\", \"text\": \"Two.\"}\n");

    IngestReport report = ingestion.run(failed, index, _ -> {}, progress::add, () -> false);

    assertThat(sources())
        .containsExactlyInAnyOrder(source("bad.txt"), source("sub/a.txt"), "r1", "r2", "n2");
    assertThat(report.progress().documentsTotal()).isEqualTo(5);
    assertThat(report.cancelled()).isFalse();
  }

  @Test
  void aPlanForACollectionThatIsNotThereAddsEverything() throws IOException {
    write("a.txt", "One.");
    write("empty.txt", "");
    SyncPlan plan = ingestion.plan(new SyncRequest(request(null), false, false), null, List.of());
    assertThat(plan.added()).containsExactly(source("a.txt"));
    assertThat(plan.unreadable())
        .containsExactly(new FailedDocument(source("empty.txt"), "it has no text (an empty file)"));
  }

  @Test
  void cancellingWhileComparingChangesNothing() throws IOException {
    write("a.txt", "One.");
    IngestReport report =
        ingestion.sync(
            new SyncRequest(request(null), false, false),
            index,
            List.of(),
            outdatedHashes::addAll,
            progress::add,
            () -> true);
    assertThat(report.cancelled()).isTrue();
    assertThat(sources()).isEmpty();
  }

  @Test
  void afterAnyChangesTheCollectionIsAsIfItWereMadeAnew() throws IOException {
    long seed = Long.getLong("footnote.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int round = 0; round < 8; round++) {
      for (int i = 0; i < 6; i++) {
        changeSomething(random);
      }
      run(new SyncRequest(request(null), true, false), List.of());
      assertThat(held()).as("seed %d, round %d", seed, round).isEqualTo(onDisk());
      assertThat(plan().nothingToDo()).as("seed %d, round %d: %s", seed, round, plan()).isTrue();
    }
  }

  private void changeSomething(Random random) throws IOException {
    List<String> names = new ArrayList<>(onDisk().keySet());
    String fresh = source(random.nextInt(3) + "/" + random.nextInt(8) + ".txt");
    Files.createDirectories(Path.of(fresh).getParent());
    Path some = names.isEmpty() ? null : Path.of(names.get(random.nextInt(names.size())));
    switch (some == null ? 0 : random.nextInt(4)) {
      case 0 -> Files.writeString(Path.of(fresh), "Text " + random.nextInt(6));
      case 1 -> Files.delete(some);
      case 2 -> {
        if (!Files.exists(Path.of(fresh))) {
          Files.move(some, Path.of(fresh));
        }
      }
      default -> Files.setLastModifiedTime(some, longAgo(random));
    }
  }

  /** Never twice the same: a file in the place of another of its size and date is taken for it. */
  private static FileTime longAgo(Random random) {
    return FileTime.from(LONG_AGO.toInstant().plusNanos(random.nextLong(1L << 50)));
  }

  private Map<String, String> onDisk() throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (var files = Files.walk(documents)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        texts.put(file.toString(), Files.readString(file));
      }
    }
    return texts;
  }

  private Map<String, String> held() {
    Map<String, String> texts = new TreeMap<>();
    try (ReadView view = index.lease(Principal.operator("test"))) {
      for (String source : new TreeSet<>(sources())) {
        String id = DocumentIds.of("default", source);
        texts.put(source, view.chunks(id, 0, 0).getFirst().text());
      }
    }
    return texts;
  }

  private SyncPlan plan() {
    return ingestion.plan(new SyncRequest(request(null), false, false), index, List.of());
  }

  private IngestReport sync() {
    return run(new SyncRequest(request(null), false, false), List.of());
  }

  private IngestReport run(SyncRequest request, List<Tombstone> tombstones) {
    outdatedHashes.clear();
    return ingestion.sync(
        request, index, tombstones, outdatedHashes::addAll, progress::add, () -> false);
  }

  private Path path(String name) {
    return documents.resolve(name);
  }

  private String source(String name) {
    return path(name).toString();
  }

  private void setDate(String name, FileTime date) throws IOException {
    Files.setLastModifiedTime(path(name), date);
  }
}
