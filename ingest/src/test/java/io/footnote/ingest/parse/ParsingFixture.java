package io.footnote.ingest.parse;

import io.footnote.index.model.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A parser with small processes, and what tests ask of what it has parsed. */
abstract class ParsingFixture {
  static final ParserLimits LIMITS =
      ParserLimits.ofDefaults().withProcesses(1, 256, Duration.ofSeconds(60));

  static DocumentParser parser;

  @TempDir Path folder;

  @BeforeAll
  static void openParser() {
    parser = new DocumentParser(LIMITS);
  }

  @AfterAll
  static void closeParser() {
    parser.close();
  }

  static ParsedDocument parse(Path file) throws IOException, UnreadableDocumentException {
    return parse(parser, file);
  }

  static ParsedDocument parse(DocumentParser parser, Path file)
      throws IOException, UnreadableDocumentException {
    String name = String.valueOf(file.getFileName());
    return parser.parse(file, name, parser.mime(file, name));
  }

  Path write(String name, String content) throws IOException {
    return Files.write(folder.resolve(name), content.getBytes(StandardCharsets.UTF_8));
  }

  static List<String> blocks(ParsedDocument document) {
    return document.blocks().stream()
        .map(block -> block.kind() + "" + block.level() + " " + text(document, block.span()))
        .toList();
  }

  static List<String> pages(ParsedDocument document) {
    return document.pages().stream().map(page -> text(document, page)).toList();
  }

  static String text(ParsedDocument document, Span span) {
    return document.text().substring(span.start(), span.end());
  }
}
