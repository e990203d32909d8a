package io.footnote.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.ingest.parse.DocumentParser;
import io.footnote.ingest.parse.ParserLimits;
import io.footnote.ingest.parse.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
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

      IngestReport asked =
          ingestion.run(
              request(null).withOnly(Set.of(file.toString())),
              index,
              _ -> {},
              progress::add,
              () -> false);
      assertThat(asked.failures()).extracting("reason").containsExactly(REASON);
      assertThat(ingest(null).failures()).extracting("reason").containsExactly(REASON);

      Files.writeString(file, "The rope is hemp.");
      assertThat(ingest(null).failures()).isEmpty();
      store.retain(Set.of());
      assertThat(store.refusal(hash(blank, parser), reader(blank, parser))).isEmpty();
    }
  }
}
