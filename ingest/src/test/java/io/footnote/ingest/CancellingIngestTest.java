package io.footnote.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.embed.Embedder;
import io.footnote.embed.EmbeddingException;
import io.footnote.embed.testing.WatchedEmbedder;
import io.footnote.index.model.ChunkRecord;
import io.footnote.index.model.DocumentRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a run leaves that ends early, and what large documents are meanwhile. */
class CancellingIngestTest extends PipelineFixture {
  @Test
  void cancellingKeepsWhatWasCommittedAndSaysSo() throws IOException {
    writeRecords(1000);
    AtomicInteger asked = new AtomicInteger();

    IngestReport report =
        ingestion.run(
            request(0L), index, _ -> {}, progress::add, () -> asked.incrementAndGet() > 300);

    assertThat(report.cancelled()).isTrue();
    assertThat(report.progress().documentsDone()).isBetween(1L, 300L);
    assertThat(index.stats().documents()).isEqualTo(report.progress().documentsDone());

    IngestReport rest = ingest(0L);
    assertThat(rest.progress().documentsUnchanged()).isEqualTo(report.progress().documentsDone());
    assertThat(index.stats().documents()).isEqualTo(1000);
  }

  @Test
  void whatIsKeptOfDocumentsThatWereNotIndexedIsOutdated() throws IOException {
    write("known.txt", "The keel is lead.");
    ingest(0L);
    String known = document(documents.resolve("known.txt").toString()).contentHash();
    writeRecords(1000);
    Embedder failing =
        new WatchedEmbedder(
            embedder,
            () -> {
              throw new EmbeddingException("no model today");
            });
    Set<String> outdated = new HashSet<>();
    try (Ingestion broken = pipeline(failing)) {
      assertThatThrownBy(
              () -> broken.run(request(0L), index, outdated::addAll, progress::add, () -> false))
          .hasMessage("no model today");
    }

    Set<String> kept = store.contentHashes();
    assertThat(kept).contains(known).hasSizeGreaterThan(EmbeddingBatches.CHUNKS);
    kept.remove(known);
    assertThat(outdated).containsAll(kept).doesNotContain(known);
  }

  @Test
  void giantDocumentIsIndexedWhole() throws IOException {
    writeGiant(20_000);

    ingest(0L);

    DocumentRecord giant = giant();
    assertThat(giant.chunks()).isGreaterThan(300);
    assertThat(index.stats().chunks()).isEqualTo(giant.chunks());
  }

  @Test
  void chunksOfAGiantDocumentCountAsTheyAreEmbedded() throws IOException {
    writeGiant(20_000);
    clock = new RacingClock();
    try (Ingestion racing = pipeline(embedder)) {
      racing.run(request(0L), index, _ -> {}, progress::add, () -> false);
    }

    int chunks = giant().chunks();
    assertThat(progress)
        .filteredOn(now -> now.chunks() == 0)
        .extracting(IngestProgress::chunksEmbedded)
        .as("vectors that were there before the document was")
        .isSorted()
        .contains(64L, 128L, (long) chunks);
    assertThat(progress)
        .filteredOn(now -> now.chunksEmbedded() > 0 && now.chunksEmbedded() < chunks)
        .allSatisfy(now -> {
          assertThat(now.chunksFound()).isEqualTo(chunks);
          assertThat(now.documentsDone()).isZero();
          assertThat(now.share()).isEqualTo(now.chunksEmbedded() / (double) chunks);
        })
        .anySatisfy(now -> assertThat(now.millisLeft()).isNotNull());
    assertThat(progress.getLast().chunks()).isEqualTo(chunks);
    assertThat(progress.getLast().embedded()).isEqualTo(chunks);
    assertThat(progress.getLast().share()).isEqualTo(1);
  }

  @Test
  @Timeout(60)
  void othersChangeTheIndexWhileAGiantDocumentIsEmbedded() throws IOException {
    writeGiant(5000);
    // Waits for the index's own thread, which would be waiting for this if it pulled the vectors.
    Embedder changing = new WatchedEmbedder(embedder, index::refresh);
    try (Ingestion ingesting = pipeline(changing)) {
      ingesting.run(request(0L), index, _ -> {}, progress::add, () -> false);
    }
    assertThat(index.stats().chunks()).isEqualTo(giant().chunks());
  }

  @Test
  void cancellingInTheMiddleOfAGiantDocumentLeavesTheOldOne() throws IOException {
    write("giant.txt", "The old version.");
    ingest(0L);
    writeGiant(20_000);
    int before = embedder.embedded();

    IngestReport report =
        ingestion.run(
            request(0L), index, _ -> {}, progress::add, () -> embedder.embedded() - before >= 640);

    assertThat(report.cancelled()).isTrue();
    assertThat(embedder.embedded() - before).isBetween(640, 640 + 6 * EmbeddingBatches.CHUNKS);
    assertOldVersionIsWhole();
    ingest(0L);
    assertThat(index.stats().chunks()).isEqualTo(giant().chunks()).isGreaterThan(640);
  }

  @Test
  void cancellingWhileTheIndexReadsAGiantDocumentLeavesTheOldOne() throws IOException {
    write("giant.txt", "The old version.");
    ingest(0L);
    writeGiant(20_000);

    IngestReport report =
        ingestion.run(
            request(0L),
            index,
            _ -> {},
            progress::add,
            () -> progress.getLast().stage().equals("indexing"));

    assertThat(progress).extracting(IngestProgress::stage).contains("indexing");
    assertThat(report.cancelled()).isTrue();
    assertOldVersionIsWhole();
    ingest(0L);
    assertThat(index.stats().chunks()).isEqualTo(giant().chunks()).isGreaterThan(640);
  }

  private void assertOldVersionIsWhole() throws IOException {
    assertThat(chunks(giant())).extracting(ChunkRecord::text).containsExactly("The old version.");
    assertThat(index.stats().chunks()).isEqualTo(1);
    try (Stream<Path> left = Files.list(folder.resolve("scratch"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  @Timeout(60)
  void cancellingDoesNotWaitForTheModel() throws IOException {
    writeRecords(1000);
    AtomicBoolean cancelled = new AtomicBoolean();
    Embedder hanging =
        new WatchedEmbedder(
            embedder,
            () -> {
              cancelled.set(true);
              hang();
            });
    try (Ingestion stuck = pipeline(hanging)) {
      assertThat(stuck.run(request(0L), index, _ -> {}, progress::add, cancelled::get).cancelled())
          .isTrue();
    }
    assertThat(index.stats().documents()).isZero();
  }

  @Test
  @Timeout(60)
  void aMailIsNeverCommittedWithoutItsAttachments() throws IOException {
    writeNoteAndMail(4_000);
    AtomicBoolean cancelled = new AtomicBoolean();
    // By then one batch had all of the mail and the beginning of the attachment.
    Embedder hangingInTheAttachment =
        new WatchedEmbedder(
            embedder,
            () -> {
              if (embedder.passagesEmbedded() > 2) {
                cancelled.set(true);
                hang();
              }
            });
    try (Ingestion stuck = pipeline(hangingInTheAttachment)) {
      assertThat(stuck.run(request(0L), index, _ -> {}, progress::add, cancelled::get).cancelled())
          .isTrue();
    }
    assertThat(index.stats().documents()).as("the note").isOne();

    IngestReport rest = ingest(0L);
    assertThat(rest.progress().documentsUnchanged()).isOne();
    assertThat(sources())
        .containsExactlyInAnyOrder(
            documents.resolve("a-note.txt").toString(),
            documents.resolve("mail.eml").toString(),
            documents.resolve("mail.eml") + "!/long.txt");
  }

  @Test
  @Timeout(60)
  void aMailIsNotThereWhenTheIndexDidNotReadItsAttachment() throws IOException {
    writeNoteAndMail(60_000);
    AtomicBoolean cancelled = new AtomicBoolean();
    Set<String> outdated = new HashSet<>();

    IngestReport report =
        ingestion.run(
            request(0L),
            index,
            outdated::addAll,
            state -> {
              if (state.stage().equals("indexing")) {
                cancelled.set(true);
              }
            },
            cancelled::get);

    assertThat(report.cancelled()).isTrue();
    assertThat(index.stats().documents()).as("the note").isOne();
    String note = documents.resolve("a-note.txt").toString();
    assertThat(sources()).containsExactly(note);
    assertThat(outdated).hasSize(2).doesNotContain(document(note).contentHash());
    assertThat(ingest(0L).progress().documentsUnchanged()).isOne();
    assertThat(sources()).hasSize(3);
  }

  /** A mail with an attachment of so many paragraphs, and a note that is done before it. */
  private void writeNoteAndMail(int paragraphs) throws IOException {
    write("a-note.txt", "Done before the mail, so that there is something to commit.");
    String attached =
        IntStream.range(0, paragraphs)
            .mapToObj(i -> "Paragraph %d of what is attached, long enough to count.".formatted(i))
            .collect(Collectors.joining("\r\n\r\n"));
    write(
        "mail.eml",
        """
        From: a@example.org
        Subject: With an attachment
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=b

        --b
        Content-Type: text/plain

        See the attachment.
        --b
        Content-Type: text/plain; name=long.txt
        Content-Disposition: attachment; filename=long.txt

        """
                .replace("\n", "\r\n")
            + attached
            + "\r\n--b--\r\n");
  }

  private static void hang() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw new EmbeddingException("interrupted while embedding", e);
    }
  }
}
