package io.footnote.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.footnote.ingest.testing.Attackers;
import io.footnote.ingest.testing.PackedFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents made to harm: each costs itself alone, and the next one is read. */
class AttackTest {
  private static final ParserLimits LIMITS =
      ParserLimits.ofDefaults()
          .withProcesses(1, 256, Duration.ofSeconds(60))
          .withScans(ParserLimits.Scans.off());

  private static final String TOO_MUCH =
      "what lies in it is far larger than the file itself (an archive bomb?), or more than may be"
          + " unpacked from one file; unpack it yourself";
  private static final String EXPANDS =
      "it expands to far more than its size; is it a bomb? Else save it anew";

  private static final String NESTED = "it is nested too deeply to be read";

  private static final DocumentParser PARSER = new DocumentParser(LIMITS);

  @TempDir Path folder;

  @AfterAll
  static void close() {
    PARSER.close();
  }

  @AfterEach
  void theNextDocumentIsRead() throws Exception {
    assertThat(text(PARSER, write("next.md", "# Next\n\nIt goes on."))).contains("It goes on.");
  }

  @Test
  void aFlatBomb() throws Exception {
    assertRefused(Attackers.flatBomb(folder.resolve("flat.zip"), 1000), TOO_MUCH);
  }

  @Test
  void aNestedBomb() throws Exception {
    try (DocumentParser strict =
        new DocumentParser(LIMITS.withArchives(new ParserLimits.Archives(8, 150, 2048, 200)))) {
      assertThat(reason(strict, Attackers.nestedBomb(folder.resolve("nested.zip"), 5)))
          .isEqualTo("it holds more files than may be unpacked from one file; unpack it yourself");
      assertThat(reason(strict, Attackers.nestedBomb(folder.resolve("deep.zip"), 9)))
          .isEqualTo("archives are nested in it more than 8 levels deep; unpack it yourself");
    }
  }

  @Test
  void anArchiveThatHoldsItself() throws Exception {
    assertRefused(
        Attackers.quine(folder.resolve("quine.zip")),
        "archives are nested in it more than 8 levels deep; unpack it yourself");
  }

  @Test
  void aWordDocumentOfFourGigabytesOfSpaces() throws Exception {
    Path file = Attackers.docxOfSpaces(folder.resolve("spaces.docx"), 4095);
    assertThat(Files.size(file)).isLessThan(10 << 20);
    assertRefused(
        file,
        "it unpacks to 4095 MB, far more than its size (a bomb?), or than may be unpacked from one"
            + " file; save it anew");
  }

  @Test
  void aWordDocumentThatIsJustSmallEnoughToBeUnpacked() throws Exception {
    assertRefused(Attackers.docxOfSpaces(folder.resolve("spaces.docx"), 15), EXPANDS);
  }

  @Test
  void entitiesThatExpand() throws Exception {
    assertRefused(write("laughs.xml", Attackers.billionLaughs()), EXPANDS);
    Path docx = SampleFiles.docx(folder.resolve("fine.docx"));
    Path odt = folder.resolve("laughs.odt");
    Map<String, byte[]> parts = new LinkedHashMap<>();
    parts.put("mimetype", PackedFiles.bytes("application/vnd.oasis.opendocument.text"));
    parts.put("content.xml", PackedFiles.bytes(Attackers.billionLaughs()));
    PackedFiles.zip(odt, parts);
    assertThat(reason(PARSER, odt)).isNotBlank();
    assertThat(text(PARSER, docx)).contains("Oslo");
  }

  @Test
  void nothingIsFetched() throws Exception {
    List<String> asked = new CopyOnWriteArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().toString());
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    server.start();
    try {
      String address = "http://127.0.0.1:" + server.getAddress().getPort();
      Path canary = write("canary.txt", "CANARY");
      String xml = Attackers.externalEntities(canary, address);
      String svg =
          xml.replace("doc>", "svg>").replace("<doc", "<svg").replace("DOCTYPE doc", "DOCTYPE svg");
      Map<String, byte[]> odt = new LinkedHashMap<>();
      odt.put("mimetype", PackedFiles.bytes("application/vnd.oasis.opendocument.text"));
      odt.put("content.xml", PackedFiles.bytes(xml));
      odt.put("meta.xml", PackedFiles.bytes(xml));
      Map<String, byte[]> epub = new LinkedHashMap<>();
      epub.put("mimetype", PackedFiles.bytes("application/epub+zip"));
      epub.put("META-INF/container.xml", PackedFiles.bytes(xml));
      epub.put("a.xhtml", PackedFiles.bytes(xml));
      List<Path> files =
          List.of(
              write("a.xml", xml),
              write("a.svg", svg),
              write("a.fb2", xml.replace("doc", "FictionBook")),
              write(
                  "a.html",
                  "<link rel=stylesheet href='%1$s/a.css'><img src='%1$s/a.png'><iframe src='%1$s/f'></iframe><base href='%1$s'><p>Page</p>"
                      .formatted(address)),
              write(
                  "a.md", "![picture](%s/a.png) <img src='%s/b.png'>".formatted(address, address)),
              write(
                  "a.adoc",
                  "include::%s/a.adoc[]\nimage::%s/a.png[]\n\ntext".formatted(address, address)),
              write(
                  "a.rtf",
                  "{\\rtf1 {\\field{\\*\\fldinst INCLUDEPICTURE \"%s/a.png\"}} text\\par}"
                      .formatted(address)),
              write(
                  "a.eml",
                  "Subject: s\r\nContent-Type: text/html\r\n\r\n<img src='%s/mail.png'>hello"
                      .formatted(address)),
              PackedFiles.zip(folder.resolve("a.odt"), odt),
              PackedFiles.zip(folder.resolve("a.epub"), epub));
      for (Path file : files) {
        String shown;
        try {
          shown = text(PARSER, file);
        } catch (UnreadableDocumentException e) {
          shown = String.valueOf(e.getMessage());
        }
        assertThat(shown).as(file.toString()).doesNotContain("CANARY").isNotBlank();
      }
    } finally {
      server.stop(0);
    }
    assertThat(asked).isEmpty();
  }

  @Test
  void aPdfWhosePagesGoInCircles() throws Exception {
    assertRefused(
        Attackers.cyclicPdf(folder.resolve("cyclic.pdf")),
        "it is damaged: it has no pages that can be read");
  }

  @Test
  void elementsInElements() throws Exception {
    assertThat(text(PARSER, Attackers.nestedHtml(folder.resolve("deep.html"), 20_000)))
        .isEqualTo("deep down");
    assertRefused(write("deep.xml", "<a>".repeat(20_000) + "x" + "</a>".repeat(20_000)), NESTED);
    assertThat(reasonOrText(write("deep.md", ">".repeat(50_000) + " quoted")))
        .isIn("quoted", NESTED);
    assertThat(reasonOrText(write("marks.md", "[".repeat(50_000) + "*_".repeat(50_000))))
        .isNotBlank();
  }

  @Test
  void jsonOfTenThousandLevels() throws Exception {
    assertRefused(
        Attackers.nestedJson(folder.resolve("deep.json"), 10_000),
        "it is nested more than 1000 levels deep");
  }

  @Test
  void parsersThatAreLost() throws Exception {
    assertRefused(write("exit.bib", "exit"), "the parser crashed on it");
    assertRefused(write("memory.bib", "eat memory"), "the parser ran out of memory (256 MB)");
    assertRefused(write("stack.bib", "overflow"), NESTED);
    try (DocumentParser impatient =
        new DocumentParser(LIMITS.withProcesses(1, 256, Duration.ofSeconds(2)))) {
      assertThat(reason(impatient, write("hang.bib", "hang")))
          .isEqualTo("parsing took longer than 2 s");
    }
  }

  @Test
  void whatFailsInAnArchiveIsNamedAndTheRestIsKept() throws Exception {
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("exit.bib", PackedFiles.bytes("exit"));
    members.put("fine.txt", PackedFiles.bytes("Fine."));
    members.put("film.mp4", new byte[2000]);

    ParsedDocument archive = parse(PARSER, PackedFiles.zip(folder.resolve("a.zip"), members));

    assertThat(archive.text()).isEqualTo("fine.txt");
    assertThat(archive.attachments())
        .extracting(ParsedDocument.Attachment::name)
        .containsExactly("fine.txt");
    assertThat(archive.unread())
        .containsExactly(
            new ParsedDocument.Unread(
                "exit.bib", "the parser crashed on it", ParsedDocument.Cause.FAILED),
            new ParsedDocument.Unread(
                "film.mp4", "it has no text (video/mp4)", ParsedDocument.Cause.NO_TEXT));
  }

  @Test
  void anArchiveOfCrashesIsGivenUp() throws Exception {
    Map<String, byte[]> members = new LinkedHashMap<>();
    for (int i = 0; i < 100; i++) {
      members.put(i + ".bib", PackedFiles.bytes("exit"));
    }
    assertRefused(
        PackedFiles.zip(folder.resolve("a.zip"), members),
        "8 of the files in it made the parser hang or crash; unpack it and leave them out");
  }

  @Test
  void moreTextThanAllowed() throws Exception {
    try (DocumentParser strict = new DocumentParser(LIMITS.withMaxCharacters(1000))) {
      assertThat(reason(strict, write("long.md", "many words ".repeat(200))))
          .isEqualTo("it has more than 1,000 characters of text; split it into smaller files");
      assertThat(reason(strict, write("long.csv", "word,word\n".repeat(400))))
          .isEqualTo("it has more than 1,000 characters of text; split it into smaller files");
    }
  }

  @Test
  void namesOfAnyCharacters() throws Exception {
    for (String name :
        List.of("new\nline.md", "quote'\".md", "..md", "über & <so>.md", "a\u0001b.md")) {
      assertThat(text(PARSER, write(name, "Named."))).as(name).isEqualTo("Named.");
    }
    // A byte that is not UTF-8, which Java cannot write itself.
    Process made =
        new ProcessBuilder("sh", "-c", "printf Invalid. > \"$(printf 'bad\\377.md')\"")
            .directory(folder.toFile())
            .start();
    assertThat(made.waitFor()).isZero();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "bad*")) {
      for (Path file : found) {
        assertThat(text(PARSER, file)).isEqualTo("Invalid.");
      }
    }
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("../../../etc/new\nline.txt", PackedFiles.bytes("First."));
    members.put("/etc/new line.txt", PackedFiles.bytes("Second."));
    members.put("C:\\dir\\b.txt", PackedFiles.bytes("Third."));
    ParsedDocument archive = parse(PARSER, PackedFiles.zip(folder.resolve("a.zip"), members));
    assertThat(archive.attachments())
        .extracting(ParsedDocument.Attachment::name)
        .containsExactly("etc/new line.txt", "etc/new line (2).txt", "C:/dir/b.txt");
  }

  @Test
  void blankLinesInThisProcess() throws Exception {
    assertThat(text(PARSER, write("blank.txt", "a" + "\n \t".repeat(300_000) + "\nb")))
        .isEqualTo("a\n\nb");
    assertThat(text(PARSER, write("front.md", "---\n" + "x: y\n".repeat(100_000) + "---\nBody")))
        .isEqualTo("Body");
  }

  private void assertRefused(Path file, String reason) {
    assertThatThrownBy(() -> parse(PARSER, file))
        .isInstanceOf(UnreadableDocumentException.class)
        .isNotInstanceOf(NoTextException.class)
        .hasMessage(reason);
  }

  private static String reason(DocumentParser parser, Path file) {
    UnreadableDocumentException refused =
        catchThrowableOfType(UnreadableDocumentException.class, () -> parse(parser, file));
    assertThat(refused).as("%s is refused", file).isNotNull();
    return String.valueOf(refused.getMessage());
  }

  private static String reasonOrText(Path file) throws IOException {
    try {
      return text(PARSER, file);
    } catch (UnreadableDocumentException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String text(DocumentParser parser, Path file)
      throws IOException, UnreadableDocumentException {
    return parse(parser, file).text();
  }

  private static ParsedDocument parse(DocumentParser parser, Path file)
      throws IOException, UnreadableDocumentException {
    String name = String.valueOf(file.getFileName());
    return parser.parse(file, name, parser.mime(file, name));
  }

  private Path write(String name, String content) throws IOException {
    return Files.write(folder.resolve(name), content.getBytes(StandardCharsets.UTF_8));
  }
}
