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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileParsedStoreTest {
  private static final String HASH = "00aa11bb22cc33dd";

  @TempDir Path folder;

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
    FileParsedStore store = new FileParsedStore(folder);

    assertThat(store.get(HASH)).isEmpty();
    store.put(HASH, document);
    assertThat(new FileParsedStore(folder).get(HASH)).contains(document);
    store.delete(HASH);
    assertThat(store.get(HASH)).isEmpty();
  }

  @Test
  void forgetsAllButWhatIsToBeRetained() throws IOException {
    FileParsedStore store = new FileParsedStore(folder);
    ParsedDocument document = PlainText.parse("", "text/plain", "Text.", Map.of());
    store.retain(Set.of(HASH));
    store.put(HASH, document);
    store.put("11" + HASH, document);
    Path half = Files.writeString(folder.resolve("00/aa11bb22cc33dd.json.gz.1.tmp"), "half");

    store.retain(Set.of(HASH));

    assertThat(store.get(HASH)).contains(document);
    assertThat(store.get("11" + HASH)).isEmpty();
    assertThat(half).doesNotExist();
  }

  @Test
  void damagedFileCountsAsAbsentAndCanBeReplaced() throws IOException {
    FileParsedStore store = new FileParsedStore(folder);
    ParsedDocument document = PlainText.parse("", "text/plain", "Text.", Map.of());
    store.put(HASH, document);
    Path file = folder.resolve("00/aa11bb22cc33dd.json.gz");
    Files.write(file, new byte[] {1, 2, 3});

    assertThat(store.get(HASH)).isEmpty();
    store.put(HASH, document);
    assertThat(store.get(HASH)).contains(document);
  }

  @Test
  void whatAnOlderParserWroteIsGivenToThoseWhoTakeIt() throws IOException {
    FileParsedStore store = new FileParsedStore(folder);
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

    assertThatThrownBy(() -> store.put(HASH, PlainText.parse("", "text/plain", "Text.", Map.of())))
        .hasMessage(
            "the parsed document could not be stored in " + blocked + "; is the disk full?");
    assertThatThrownBy(() -> store.get("../../etc"))
        .hasMessage("a content hash is 8 to 128 hexadecimal digits, but got: ../../etc");
  }
}
