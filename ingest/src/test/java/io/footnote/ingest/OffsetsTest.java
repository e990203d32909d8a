package io.footnote.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.index.ReadView;
import io.footnote.index.model.ChunkRecord;
import io.footnote.index.model.DocumentQuery;
import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.Principal;
import io.footnote.index.model.Span;
import io.footnote.ingest.parse.GeneratedFiles;
import io.footnote.ingest.parse.ParsedDocument;
import io.footnote.ingest.parse.ParsedDocument.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * For every format and every chunk the extracted text between the offsets is the chunk, and the
 * page is right: over the sample documents, one small document of each format, and random ones.
 */
class OffsetsTest extends PipelineFixture {
  private static final Path SAMPLES = Path.of("../data-samples/documents");

  @Test
  void everyChunkOfEveryFormatStandsWhereItSays() throws IOException {
    long seed = Long.getLong("footnote.seed", System.nanoTime());
    System.out.println("OffsetsTest: repeat with -Dfootnote.seed=" + seed);
    try (Stream<Path> samples = Files.walk(SAMPLES)) {
      for (Path sample : samples.filter(Files::isRegularFile).toList()) {
        Files.copy(sample, documents.resolve(String.valueOf(sample.getFileName())));
      }
    }
    GeneratedFiles.oneOfEachFormat(documents);
    GeneratedFiles.random(documents, new Random(seed), 40);

    IngestReport report = ingest(0L);

    assertThat(report.failures()).isEmpty();
    List<String> formats = new ArrayList<>();
    List<DocumentRecord> records = all();
    for (DocumentRecord record : records) {
      check(record);
      formats.add(record.mime());
    }
    assertThat(records).hasSizeGreaterThan(70);
    assertThat(formats).contains(GeneratedFiles.FORMATS);
  }

  private void check(DocumentRecord record) {
    ParsedDocument document = store.get(record.contentHash()).orElseThrow();
    String text = document.text();
    assertThat(record.characters()).as(record.source()).isEqualTo(text.length());
    int end = 0;
    for (Block block : document.blocks()) {
      assertThat(text.substring(end, block.span().start())).as(record.source()).isBlank();
      end = block.span().end();
    }
    int pageEnd = 0;
    for (Span page : document.pages()) {
      assertThat(page.start()).as(record.source()).isBetween(pageEnd, page.end());
      pageEnd = page.end();
    }
    int covered = 0;
    for (ChunkRecord chunk : chunks(record)) {
      Span span = chunk.span();
      assertThat(text.substring(span.start(), span.end()))
          .as(record.source())
          .isEqualTo(chunk.text())
          .isEqualTo(chunk.text().strip());
      assertThat(text.substring(covered, span.start())).as(record.source()).isBlank();
      covered = span.end();
      if (document.pages().isEmpty()) {
        assertThat(chunk.pageStart()).isZero();
      } else {
        assertThat(chunk.pageStart()).as(record.source()).isEqualTo(page(document, span.start()));
        assertThat(chunk.pageEnd()).as(record.source()).isEqualTo(page(document, span.end() - 1));
      }
    }
    assertThat(text.substring(covered)).as(record.source()).isBlank();
  }

  private static int page(ParsedDocument document, int position) {
    int number = 1;
    while (number < document.pages().size() && position >= document.pages().get(number - 1).end()) {
      number++;
    }
    return number;
  }

  private List<DocumentRecord> all() {
    List<DocumentRecord> records = new ArrayList<>();
    try (ReadView view = index.lease(Principal.operator("test"))) {
      records.addAll(view.documents(new DocumentQuery(null, null, 1000)).documents());
    }
    return records;
  }
}
