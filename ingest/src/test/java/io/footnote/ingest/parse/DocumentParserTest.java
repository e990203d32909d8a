package io.footnote.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.ingest.parse.ParsedDocument.Block;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentParserTest extends ParsingFixture {
  @Test
  void pdfHasPagesEvenEmptyOnes() throws Exception {
    Path file =
        SampleFiles.pdf(
            folder.resolve("über & so.pdf"),
            "none",
            new String[] {"The first page."},
            new String[] {},
            new String[] {"The third page."});

    ParsedDocument document = parse(file);

    assertThat(document.mime()).isEqualTo("application/pdf");
    assertThat(pages(document)).containsExactly("The first page.", "", "The third page.");
    assertThat(document.title()).isEmpty();
  }

  @Test
  void pdfEncryptedWithAnEmptyPasswordIsReadAndOneWithAPasswordSaysSo() throws Exception {
    Path open = SampleFiles.pdf(folder.resolve("open.pdf"), "", new String[] {"Readable."});
    Path locked = SampleFiles.pdf(folder.resolve("locked.pdf"), "secret", new String[] {"Hidden."});

    assertThat(parse(open).text()).isEqualTo("Readable.");
    assertThatThrownBy(() -> parse(locked))
        .isInstanceOf(UnreadableDocumentException.class)
        .hasMessage("it is protected by a password; save it without one");
  }

  @Test
  void contentDecidesWhenTheExtensionIsWrong() throws Exception {
    Path pdf = SampleFiles.pdf(folder.resolve("a.pdf"), "none", new String[] {"Still a PDF."});
    Path renamed = Files.move(pdf, folder.resolve("a.txt"));

    assertThat(parse(renamed).mime()).isEqualTo("application/pdf");
    assertThat(parse(renamed).text()).isEqualTo("Still a PDF.");
  }

  @Test
  void docxHasHeadingsAndTables() throws Exception {
    ParsedDocument document = parse(SampleFiles.docx(folder.resolve("a.docx")));

    assertThat(document.title()).isEqualTo("Travel policy");
    assertThat(blocks(document))
        .containsExactly(
            "HEADING1 Travel policy",
            "PARAGRAPH0 Employees book trips themselves.",
            "HEADING2 Per diem",
            "PARAGRAPH0 The rate in Oslo is 75 euros.",
            "TABLE_HEADER0 City | Rate",
            "TABLE_ROW0 Oslo | 75",
            "TABLE_ROW0 Rome | 60");
  }

  @Test
  void slidesAndSheetsArePages() throws Exception {
    ParsedDocument slides = parse(SampleFiles.pptx(folder.resolve("a.pptx")));
    ParsedDocument sheets = parse(SampleFiles.xlsx(folder.resolve("a.xlsx")));

    assertThat(pages(slides)).containsExactly("Results of the year", "Plans for next year");
    assertThat(pages(sheets)).hasSize(2);
    assertThat(blocks(sheets))
        .as("sheet names head the rows; what the printer adds is no text")
        .containsExactly(
            "HEADING1 Budget",
            "TABLE_HEADER0 Team | Amount",
            "TABLE_ROW0 Budget north | 1200",
            "TABLE_ROW0 Budget south | 900",
            "HEADING1 Staff",
            "TABLE_HEADER0 Team | Amount",
            "TABLE_ROW0 Staff north | 1200",
            "TABLE_ROW0 Staff south | 900");
  }

  @Test
  void mailHasSubjectParagraphsAndAttachments() throws Exception {
    ParsedDocument mail = parse(SampleFiles.eml(folder.resolve("a.eml")));

    assertThat(mail.title()).isEqualTo("Minutes of the board");
    assertThat(blocks(mail))
        .containsExactly(
            "PARAGRAPH0 The board met on Monday.", "PARAGRAPH0 It approved the budget.");
    assertThat(mail.attachments()).hasSize(1);
    assertThat(mail.attachments().getFirst().name()).isEqualTo("agenda.txt");
    assertThat(mail.attachments().getFirst().document().text())
        .isEqualTo("First item: the budget.");
  }

  @Test
  void htmlKeepsTheMainContent() throws Exception {
    ParsedDocument page =
        parse(
            write(
                "a.html",
                """
                <!doctype html><html lang="en-GB"><head><title>Help &amp; more</title>
                <script>var x = 1</script></head><body><nav>Home</nav><main><h1>Printing</h1>
                <p>Press
                the <b>green</b> button.</p><ul><li>First</li><li>Second</li></ul>
                <table><tr><th>Code</th><th>Meaning</th></tr><tr><td>E1</td><td>Paper</td></tr></table>
                <pre>lpr  -P x</pre></main><footer>Imprint</footer></body></html>
                """));

    assertThat(page.title()).isEqualTo("Help & more");
    assertThat(page.language()).isEqualTo("en");
    assertThat(blocks(page))
        .containsExactly(
            "HEADING1 Printing",
            "PARAGRAPH0 Press the green button.",
            "LIST_ITEM0 First",
            "LIST_ITEM0 Second",
            "TABLE_HEADER0 Code | Meaning",
            "TABLE_ROW0 E1 | Paper",
            "CODE0 lpr  -P x");
  }

  @Test
  void markdownLosesItsMarkup() throws Exception {
    ParsedDocument document =
        parse(
            write(
                "a.md",
                """
                ---
                title: "Handbook"
                ---
                # Start *here*

                See [the list](http://example.org) and `code`.

                - one
                - two

                | A | B |
                |---|---|
                | 1 | 2 |

                ```
                x = 1
                  y
                ```
                """));

    assertThat(document.title()).isEqualTo("Handbook");
    assertThat(blocks(document))
        .containsExactly(
            "HEADING1 Start here",
            "PARAGRAPH0 See the list and code.",
            "LIST_ITEM0 one",
            "LIST_ITEM0 two",
            "TABLE_HEADER0 A | B",
            "TABLE_ROW0 1 | 2",
            "CODE0 x = 1\n  y");
  }

  @Test
  void captionAndTitleRowsStandBeforeTheNamesOfColumns() throws Exception {
    assertThat(
            blocks(
                parse(
                    write(
                        "c.html",
                        """
                        <table><caption>Rates for <b>2025</b></caption>
                        <tr><th>City</th><th>Rate</th></tr><tr><td>Oslo</td><td>75</td></tr></table>
                        <table><caption>Totals</caption><tr><td>Sum</td><td>75</td></tr></table>
                        """))))
        .containsExactly(
            "TABLE_HEADER0 Rates for 2025\nCity | Rate",
            "TABLE_ROW0 Oslo | 75",
            "PARAGRAPH0 Totals",
            "TABLE_ROW0 Sum | 75");
    assertThat(blocks(parse(write("c.csv", "Rates for 2025,\nCity,Rate\nOslo,75\nRome,dear\n"))))
        .containsExactly(
            "TABLE_ROW0 Rates for 2025",
            "TABLE_HEADER0 City | Rate",
            "TABLE_ROW0 Oslo | 75",
            "TABLE_ROW0 Rome | dear");
  }

  @Test
  void csvRowsFollowTheirHeader() throws Exception {
    ParsedDocument document = parse(write("a.csv", "Name;Rate\n\"Oslo; east\";75\nRome;60\n"));

    assertThat(blocks(document))
        .containsExactly(
            "TABLE_HEADER0 Name | Rate", "TABLE_ROW0 Oslo; east | 75", "TABLE_ROW0 Rome | 60");
  }

  @Test
  void textIsReadInTheEncodingItIsIn() throws Exception {
    String text = "Grüße aus Köln\r\nzweite Zeile\r\n\r\nneuer Absatz";
    for (Charset charset :
        List.of(StandardCharsets.UTF_8, Charset.forName("windows-1252"), StandardCharsets.UTF_16)) {
      Path file = Files.write(folder.resolve("a.txt"), text.getBytes(charset));
      assertThat(blocks(parse(file)))
          .as(charset.name())
          .containsExactly("PARAGRAPH0 Grüße aus Köln\nzweite Zeile", "PARAGRAPH0 neuer Absatz");
    }
  }

  @Test
  void whatHasNoTextSaysWhy() throws Exception {
    Path zeros = folder.resolve("zeros.txt");
    try (RandomAccessFile file = new RandomAccessFile(zeros.toFile(), "rw")) {
      file.setLength(200L << 20);
    }
    assertUnreadable(
        zeros, "it is not text (65536 of its first 65536 bytes are control characters)");
    assertUnreadable(write("empty.pdf", ""), "it has no text (an empty file)");
    assertUnreadable(write("blank.txt", " \n "), "it has no text (text/plain)");
    assertUnreadable(
        write("broken.pdf", "%PDF-1.4 broken"),
        "it is damaged or not a valid PDF file (Missing root object specification in trailer.)");
  }

  @Test
  void textThatIsTooLongSaysSo() throws Exception {
    Path large = folder.resolve("large.txt");
    Files.write(large, "many words ".repeat(7000).getBytes(StandardCharsets.UTF_8));
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(120L << 20);
    }
    assertUnreadable(
        large, "it has 120 MB of text, but at most 100 MB are read; split it into smaller files");
  }

  @Test
  void hostileDocumentCostsItselfAlone() throws Exception {
    try (DocumentParser small =
        new DocumentParser(
            ParserLimits.ofDefaults().withProcesses(1, 128, Duration.ofSeconds(20)))) {
      assertUnreadable(small, write("exit.bib", "exit"), "the parser crashed on it");
      assertUnreadable(
          small, write("memory.bib", "eat memory"), "the parser ran out of memory (128 MB)");
      assertUnreadable(
          small,
          write("odd.bib", "odd"),
          "it is damaged or not a valid BIB file (the list is broken)");
      assertThat(parse(small, SampleFiles.docx(folder.resolve("after.docx"))).text())
          .contains("Oslo");
    }
  }

  @Test
  void hangingParserIsEnded() throws Exception {
    try (DocumentParser impatient =
        new DocumentParser(
            ParserLimits.ofDefaults().withProcesses(1, 128, Duration.ofSeconds(2)))) {
      Path file = write("hang.bib", "hang");
      assertThatThrownBy(() -> impatient.parse(file, "hang.bib", "application/x-bibtex-text-file"))
          .isInstanceOf(UnreadableDocumentException.class)
          .hasMessage("parsing took longer than 2 s");
    }
  }

  @Test
  void blocksOfEveryFormatStandWhereTheySay() throws Exception {
    for (Path file :
        List.of(
            SampleFiles.docx(folder.resolve("o.docx")),
            SampleFiles.xlsx(folder.resolve("o.xlsx")),
            SampleFiles.eml(folder.resolve("o.eml")),
            write("o.html", "<p>One</p><p>Two</p>"),
            write("o.md", "# One\n\nTwo"),
            write("o.csv", "a,b\n1,2"),
            write("o.txt", "One\n\nTwo"))) {
      ParsedDocument document = parse(file);
      int end = 0;
      for (Block block : document.blocks()) {
        assertThat(document.text().substring(end, block.span().start())).isBlank();
        String text = document.text().substring(block.span().start(), block.span().end());
        assertThat(text).isEqualTo(text.strip()).isNotEmpty();
        end = block.span().end();
      }
      assertThat(end).as(file.toString()).isEqualTo(document.text().length());
    }
  }

  private static void assertUnreadable(Path file, String reason) {
    assertUnreadable(parser, file, reason);
  }

  private static void assertUnreadable(DocumentParser with, Path file, String reason) {
    assertThatThrownBy(() -> parse(with, file))
        .isInstanceOf(UnreadableDocumentException.class)
        .hasMessage(reason);
  }
}
