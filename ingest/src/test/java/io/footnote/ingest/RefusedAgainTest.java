package io.footnote.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.ingest.parse.DocumentParser;
import io.footnote.ingest.parse.ParsedDocument;
import io.footnote.ingest.parse.ParserLimits;
import io.footnote.ingest.parse.Refusal;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** What failed for good is listed again and again, but not tried again. */
class RefusedAgainTest extends PipelineFixture {
  private static final String REASON =
      "it is not text (4 of its first 8 bytes are control characters)";

  private String reader(Path file, DocumentParser parser) throws IOException {
    return parser.reader(parser.mime(file, file.getFileName().toString()));
  }

  private String hash(Path file, DocumentParser parser) throws IOException {
    return Preparation.contentHash(file, parser.mime(file, file.getFileName().toString()));
  }

  @Test
  void whatIsRefusedInAnArchiveIsListedWithoutParsingThatAgain() throws IOException {
    Path archive = documents.resolve("a.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      zip.putNextEntry(new ZipEntry("bad.pdf"));
      zip.write("%PDF-1.4 no".getBytes(UTF_8));
      zip.putNextEntry(new ZipEntry("fine.md"));
      zip.write("The keel is lead.".getBytes(UTF_8));
      zip.putNextEntry(new ZipEntry("logo.png"));
      ImageIO.write(new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB), "png", zip);
    }
    IngestReport first = ingest(null);
    assertThat(first.failures()).extracting("source").containsExactly(archive + "!/bad.pdf");
    try (DocumentParser parser = new DocumentParser()) {
      String hash = hash(archive, parser);
      ParsedDocument kept = store.get(hash).orElseThrow();
      assertThat(kept.unread())
          .extracting(ParsedDocument.Unread::cause)
          .contains(ParsedDocument.Cause.REFUSED);
      store.put(hash, refused(kept, "remembered", parser.reader()));
      IngestReport second = ingest(null);
      assertThat(second.failures())
          .containsExactly(new FailedDocument(archive + "!/bad.pdf", "remembered"));
      assertThat(second.progress().documentsUnchanged()).isOne();
      assertThat(second.progress().documentsIndexed()).isZero();

      IngestReport asked = askedFor(archive + "!/bad.pdf");
      assertThat(asked.failures()).isEqualTo(first.failures());

      store.put(hash, refused(kept, "remembered", "a parser with other limits"));
      assertThat(ingest(null).failures()).isEqualTo(first.failures());
    }
  }

  /** As a person asks to try it once more. */
  private IngestReport askedFor(String source) throws IOException {
    return ingestion.run(
        request(null).withOnly(Set.of(source)), index, _ -> {}, progress::add, () -> false);
  }

  private static ParsedDocument refused(ParsedDocument kept, String reason, String reader) {
    return new ParsedDocument(
        kept.title(),
        kept.mime(),
        kept.language(),
        kept.text(),
        kept.pages(),
        kept.blocks(),
        kept.metadata(),
        kept.attachments(),
        kept.unread().stream()
            .map(part ->
                part.cause() == ParsedDocument.Cause.REFUSED
                    ? new ParsedDocument.Unread(part.name(), reason, part.cause(), reader)
                    : part)
            .toList());
  }

  @Test
  void itIsRememberedUntilTheParserTheFileOrThePersonAskingIsAnother() throws IOException {
    Path file =
        Files.write(documents.resolve("bad.txt"), new byte[] {'a', 1, 2, 'b', 3, 'c', 4, 'd'});
    Path blank = Files.writeString(documents.resolve("blank.md"), "  \n \n");
    Path fine = Files.writeString(documents.resolve("fine.txt"), "The keel is lead.");
    try (DocumentParser parser = new DocumentParser();
        DocumentParser other = new DocumentParser(ParserLimits.ofDefaults().withMaxCharacters(9))) {
      IngestReport first = ingest(null);
      assertThat(first.failures()).containsExactly(new FailedDocument(file.toString(), REASON));
      assertThat(first.withoutText()).extracting("source").containsExactly(blank.toString());
      String reader = reader(file, parser);
      assertThat(store.refusal(hash(file, parser), reader))
          .contains(new Refusal(reader, REASON, false));
      assertThat(store.refusal(hash(file, parser), reader(file, other))).isEmpty();
      assertThat(store.refusal(hash(fine, parser), reader(fine, parser))).isEmpty();
      assertThat(store.contentHashes()).as("refusals are no texts").hasSize(1);

      store.putRefusal(hash(file, parser), new Refusal(reader, "remembered", false));
      IngestReport second = ingest(null);
      assertThat(second.failures()).extracting("reason").containsExactly("remembered");
      assertThat(second.withoutText()).isEqualTo(first.withoutText());

      IngestReport asked = askedFor(file.toString());
      assertThat(asked.failures()).extracting("reason").containsExactly(REASON);
      assertThat(ingest(null).failures()).extracting("reason").containsExactly(REASON);

      Files.writeString(file, "The rope is hemp.");
      assertThat(ingest(null).failures()).isEmpty();
      store.retain(Set.of());
      assertThat(store.refusal(hash(blank, parser), reader(blank, parser))).isEmpty();
    }
  }
}
