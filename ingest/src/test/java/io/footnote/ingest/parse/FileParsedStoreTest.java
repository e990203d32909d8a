package io.footnote.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.index.model.MetadataValue;
import io.footnote.index.model.Span;
import io.footnote.ingest.parse.ParsedDocument.Attachment;
import io.footnote.ingest.parse.ParsedDocument.Block;
import io.footnote.ingest.parse.ParsedDocument.Cause;
import io.footnote.ingest.parse.ParsedDocument.Kind;
import io.footnote.ingest.parse.ParsedDocument.Unread;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileParsedStoreTest {
  private static final String HASH = "00aa11bb22cc33dd";

  private static final ParsedDocument SMALL = text("Text.");
  private static final ParsedDocument LARGE =
      text("More. ".repeat(FileParsedStore.SMALL_CHARACTERS / 6 + 1));

  private final List<FileParsedStore> opened = new ArrayList<>();

  @TempDir Path folder;

  private FileParsedStore open() {
    FileParsedStore store = new FileParsedStore(folder);
    opened.add(store);
    return store;
  }

  private static ParsedDocument text(String text) {
    return PlainText.parse("", "text/plain", text, Map.of());
  }

  @AfterEach
  void close() {
    opened.forEach(FileParsedStore::close);
  }

  @Test
  void givesBackWhatWasStored() {
    ParsedDocument attached = PlainText.parse("", "text/plain", "Attached.", Map.of());
    ParsedDocument document =
        new ParsedDocument(
            "Title",
            "application/pdf",
            "en",
            "Text ü",
            List.of(new Span(0, 6)),
            List.of(new Block(Kind.HEADING, 2, new Span(0, 6))),
            Map.of(
                "when", List.of(new MetadataValue.Date(Instant.EPOCH)),
                "what", List.of(new MetadataValue.Keyword("x"), new MetadataValue.Numeric(2))),
            List.of(new Attachment("a.txt", attached)),
            List.of(new Unread("b.pdf", "it is damaged", Cause.FAILED)));
    assertKeptAndForgotten(document);
    assertThat(folder.resolve("00/aa11bb22cc33dd.json.gz"))
        .as("was a file of its own")
        .doesNotExist();
  }

  @Test
  void smallDocumentsShareAFile() {
    assertKeptAndForgotten(SMALL);
    assertThat(folder)
        .isDirectoryContaining("glob:**/small.db")
        .isDirectoryNotContaining("glob:**/00");
  }

  private void assertKeptAndForgotten(ParsedDocument document) {
    FileParsedStore store = open();
    assertThat(store.get(HASH)).isEmpty();
    store.put(HASH, document);
    assertThat(store.get(HASH)).contains(document);
    store.flush();
    assertThat(open().get(HASH)).as("in another process").contains(document);
    assertThat(open().contentHashes()).containsExactly(HASH);
    store.deleteAll(Set.of(HASH));
    assertThat(store.get(HASH)).isEmpty();
    assertThat(open().get(HASH)).isEmpty();
  }

  @Test
  void aDocumentOfWhichMoreWasReadIsGivenBackAsItIsNow() {
    FileParsedStore store = open();
    store.put(HASH, SMALL);
    store.flush();
    store.put(HASH, LARGE);
    assertThat(store.get(HASH)).contains(LARGE);
    store.replace(HASH, SMALL);
    assertThat(store.get(HASH)).contains(SMALL);
    store.put(HASH, LARGE);
    assertThat(open().get(HASH)).contains(LARGE);
  }

  @Test
  void whatIsDeletedBeforeItWasWrittenIsNotWritten() {
    FileParsedStore store = open();
    store.put(HASH, SMALL);
    store.deleteAll(Set.of(HASH));
    store.flush();
    assertThat(open().contentHashes()).isEmpty();
  }

  @Test
  void manyAreWrittenWithoutBeingToldTo() {
    FileParsedStore store = open();
    for (int i = 0; i < 1000; i++) {
      store.put("%08x".formatted(i), SMALL);
    }
    assertThat(open().contentHashes()).hasSizeBetween(700, 1000);
    store.close();
    assertThat(open().contentHashes()).hasSize(1000);
  }

  @Test
  void nothingOfWhatWasDeletedIsLeftInAnyFile() throws IOException {
    FileParsedStore store = open();
    for (int i = 0; i < 300; i++) {
      store.put("%08x".formatted(i), text("The zyzzyva number %d is secret.".formatted(i)));
    }
    store.put(HASH, text("The anchor is not."));
    store.flush();
    assertThat(bytes()).contains("zyzzyva");
    store.deleteAll(
        IntStream.range(0, 300).mapToObj("%08x"::formatted).collect(Collectors.toSet()));
    assertThat(bytes()).contains("anchor").doesNotContain("zyzzyva");
    assertThat(store.contentHashes()).containsExactly(HASH);
  }

  private String bytes() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }

  @Test
  void forgetsAllButWhatIsToBeRetained() throws IOException {
    FileParsedStore store = open();
    store.retain(Set.of(HASH));
    store.put(HASH, SMALL);
    store.put("11" + HASH, SMALL);
    store.put("22" + HASH, LARGE);
    store.put("33" + HASH, LARGE);
    Path half = folder.resolve("22/aa11bb22cc33dd.json.gz.1.tmp");
    Files.writeString(half, "half");

    store.retain(Set.of(HASH, "22" + HASH));

    assertThat(store.get(HASH)).contains(SMALL);
    assertThat(store.get("22" + HASH)).contains(LARGE);
    assertThat(store.contentHashes()).containsExactlyInAnyOrder(HASH, "22" + HASH);
    assertThat(half).doesNotExist();
  }

  @Test
  void damagedFileCountsAsAbsentAndCanBeReplaced() throws IOException {
    FileParsedStore store = open();
    store.put(HASH, LARGE);
    Path file = folder.resolve("00/aa11bb22cc33dd.json.gz");
    Files.write(file, new byte[] {1, 2, 3});

    assertThat(store.get(HASH)).isEmpty();
    store.put(HASH, LARGE);
    assertThat(store.get(HASH)).contains(LARGE);
  }

  @Test
  void damagedFileOfManyCountsAsAbsentAndIsNamedToWhoWrites() throws IOException {
    Path file = Files.writeString(folder.resolve("small.db"), "no database ".repeat(1000));
    FileParsedStore store = open();
    assertThat(store.get(HASH)).isEmpty();
    store.put(HASH, SMALL);
    assertThatThrownBy(store::flush)
        .hasMessage(
            "parsed documents could not be stored in "
                + file
                + "; is the disk full? If it is not, delete the file: it holds nothing that cannot be"
                + " parsed again");
    Files.delete(file);
    store.flush();
    assertThat(open().get(HASH)).contains(SMALL);
  }

  @Test
  void whatAnOlderParserWroteIsGivenToThoseWhoTakeIt() throws IOException {
    FileParsedStore store = open();
    Path file = folder.resolve("00/aa11bb22cc33dd.json.gz");
    Files.createDirectories(file.getParent());
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(
          """
          {"version": "parse-1", "document": {"title": "T", "mime": "text/plain", "language": "und",
           "text": "Old.", "pages": [], "blocks": [], "metadata": {}, "attachments": []}}
          """
              .getBytes(StandardCharsets.UTF_8));
    }
    assertThat(store.get(HASH)).isEmpty();
    assertThat(store.getOfAnyParser(HASH).orElseThrow().text()).isEqualTo("Old.");
  }

  @Test
  void failureToStoreIsSaid() throws IOException {
    Path blocked = Files.writeString(folder.resolve("file"), "not a folder");
    FileParsedStore store = new FileParsedStore(blocked);

    assertThatThrownBy(() -> store.put(HASH, LARGE))
        .hasMessage(
            "the parsed document could not be stored in " + blocked + "; is the disk full?");
    store.put(HASH, SMALL);
    assertThatThrownBy(store::flush)
        .hasMessageStartingWith("parsed documents could not be stored in " + blocked);
    assertThatThrownBy(() -> store.get("../../etc"))
        .hasMessage("a content hash is 8 to 128 hexadecimal digits, but got: ../../etc");
  }
}
