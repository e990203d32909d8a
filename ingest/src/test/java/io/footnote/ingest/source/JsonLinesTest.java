package io.footnote.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.ingest.source.SourceDocument.TextDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesTest {
  @TempDir Path folder;

  private List<SourceDocument> read(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("records.jsonl"), content);
    List<SourceDocument> read = new ArrayList<>();
    try (JsonLines lines = new JsonLines(file, "records.jsonl", null)) {
      for (SourceDocument next = lines.next(); next != null; next = lines.next()) {
        read.add(next);
      }
    }
    assertThat(JsonLines.count(file)).isEqualTo(read.size());
    return read;
  }

  /** Lines are longer than what is read at once, and end before, at and after its end. */
  @Test
  void linesOfAnyLengthAreReadWhole() throws IOException {
    for (int length : new int[] {1, 65_400, 65_510, 65_511, 65_512, 65_513, 200_000}) {
      String text = "x".repeat(length);
      String line = "{\"_id\": \"a\", \"text\": \"" + text + "\"}";
      for (String end : new String[] {"", "\n", "\r\n", "\n\n \n"}) {
        List<SourceDocument> read = read(line + "\n\n" + line + end);
        assertThat(read).hasSize(2);
        assertThat(read)
            .allSatisfy(document -> assertThat(((TextDocument) document).text()).isEqualTo(text));
      }
    }
    assertThat(read("")).isEmpty();
    assertThat(read("\n")).isEmpty();
  }
}
