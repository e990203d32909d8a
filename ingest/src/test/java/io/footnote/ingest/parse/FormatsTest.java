package io.footnote.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.footnote.index.model.Span;
import io.footnote.ingest.parse.ParsedDocument.Attachment;
import io.footnote.ingest.parse.ParsedDocument.Cause;
import io.footnote.ingest.testing.MailFiles;
import io.footnote.ingest.testing.PackedFiles;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDTextField;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatsTest {
  private static final ParserLimits LIMITS =
      ParserLimits.ofDefaults().withProcesses(1, 256, Duration.ofSeconds(60));
  private static final DocumentParser PARSER = new DocumentParser(LIMITS);
  private static final DocumentParser WITHOUT_OCR =
      new DocumentParser(LIMITS.withScans(ParserLimits.Scans.off()));

  @TempDir Path folder;

  @AfterAll
  static void close() {
    PARSER.close();
    WITHOUT_OCR.close();
  }

  @Test
  void openDocumentText() throws Exception {
    ParsedDocument document = parse(PackedFiles.odt(folder.resolve("a.odt")));

    assertThat(document.title()).isEqualTo("The title of it");
    assertThat(blocks(document))
        .containsExactly(
            "HEADING1 Travel policy",
            "PARAGRAPH0 Employees book trips themselves.",
            "HEADING2 Per diem",
            "PARAGRAPH0 The rate in Oslo is 75 euros.",
            "LIST_ITEM0 Keep receipts.",
            "TABLE_HEADER0 City | Rate",
            "TABLE_ROW0 Oslo | 75");
  }

  @Test
  void openDocumentSlidesAndSheetsArePages() throws Exception {
    assertThat(pages(parse(PackedFiles.odp(folder.resolve("a.odp")))))
        .containsExactly("Results of the year", "Plans for next year");
    ParsedDocument sheets = parse(PackedFiles.ods(folder.resolve("a.ods")));
    assertThat(sheets.pages()).hasSize(2);
    assertThat(blocks(sheets))
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
  void richText() throws Exception {
    ParsedDocument document =
        parse(
            write(
                "a.rtf",
                "{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}{\\info{\\title Harbour dues}}"
                    + "\\pard\\b Dues\\b0\\par\\pard The dues rise in M\\'e4rz.\\par}"));

    assertThat(document.title()).isEqualTo("Harbour dues");
    assertThat(blocks(document))
        .containsExactly("PARAGRAPH0 Dues", "PARAGRAPH0 The dues rise in März.");
  }

  @Test
  void headingsAndTablesOfRichText() throws Exception {
    ParsedDocument document =
        parse(
            write(
                "a.rtf",
                """
                {\\rtf1\\ansi\\uc1{\\fonttbl{\\f0 Arial;}}
                {\\stylesheet{Normal;}{\\s1\\b heading 1;}{\\s7\\outlinelevel1 Own;}{\\*\\cs10 Strong;}}
                {\\header\\pard\\s1 Page header\\par}
                {\\*\\generator Some {program};}
                \\pard\\plain\\s1{\\b D\\'fces}\\par\\pard The dues rise.\\par
                \\pard\\s7 Berths \\u8364?\\par More berths\\par\\pard\\outlinelevel9 Text.\\par
                \\trowd\\cellx2000\\cellx4000\\pard\\intbl\\s1 Berth\\cell\\pard\\intbl Price\\cell\\row
                \\trowd\\cellx2000\\cellx4000\\pard\\intbl Two\\par lines\\cell\\cell\\row
                \\trowd\\cellx2000\\cellx4000\\pard\\intbl{Three\\cell 40\\cell}\\pard\\intbl{\\trowd\\row}
                \\pard After \\{all\\}.{\\pict\\bin3 }{\\}\\par\\pard\\outlinelevel2 Last\\par}
                """));

    assertThat(document.title()).isEqualTo("Dües");
    assertThat(blocks(document))
        .containsExactly(
            "PARAGRAPH0 Page header",
            "HEADING1 Dües",
            "PARAGRAPH0 The dues rise.",
            "HEADING2 Berths €",
            "HEADING2 More berths",
            "PARAGRAPH0 Text.",
            "TABLE_HEADER0 Berth | Price",
            "TABLE_ROW0 Two lines",
            "TABLE_ROW0 Three | 40",
            "PARAGRAPH0 After {all}.",
            "HEADING3 Last");
  }

  @Test
  void electronicBook() throws Exception {
    ParsedDocument book = parse(PackedFiles.epub(folder.resolve("a.epub")));

    assertThat(book.title()).isEqualTo("The lighthouse book");
    assertThat(blocks(book))
        .containsExactly(
            "HEADING1 The lamp",
            "PARAGRAPH0 The lamp burns oil.",
            "HEADING1 The keeper",
            "PARAGRAPH0 The keeper sleeps by day.");
  }

  @Test
  void asciiDoc() throws Exception {
    ParsedDocument manual =
        parse(
            write(
                "a.adoc",
                """
                = Manual
                Ada Example <ada@example.org>
                :toc:

                // a comment
                == Install

                Run *this* `cmd` now, see https://example.org[the site]
                and <<steps,the steps>>.

                [[steps]]
                . First
                . Second
                term:: What it means

                .Rates by town
                |===
                |City |Rate

                |Oslo |75
                |Rome
                |60
                |===

                [source,java]
                ----
                int x = 1;
                  x++;
                ----
                ////
                left out
                ////
                """));

    assertThat(manual.title()).isEqualTo("Manual");
    assertThat(blocks(manual))
        .containsExactly(
            "HEADING1 Manual",
            "PARAGRAPH0 Ada Example <ada@example.org>",
            "HEADING2 Install",
            "PARAGRAPH0 Run this cmd now, see the site and the steps.",
            "LIST_ITEM0 First",
            "LIST_ITEM0 Second",
            "LIST_ITEM0 term: What it means",
            "PARAGRAPH0 Rates by town",
            "TABLE_HEADER0 City | Rate",
            "TABLE_ROW0 Oslo | 75",
            "TABLE_ROW0 Rome | 60",
            "CODE0 int x = 1;\n  x++;");
  }

  @Test
  void jsonNamesItsValues() throws Exception {
    ParsedDocument document =
        parse(
            write(
                "a.json",
                """
                {"title": "Settings", "server": {"port": 7070, "tags": ["a", "b"], "none": null},
                 "items": [{"id": 1, "on": true}, {"id": 2, "text": "One.\\n\\nTwo."}]}
                """));

    assertThat(document.title()).isEqualTo("Settings");
    assertThat(blocks(document))
        .containsExactly(
            "PARAGRAPH0 title: Settings\nserver.port: 7070\nserver.tags: a\nserver.tags: b",
            "PARAGRAPH0 items.id: 1\nitems.on: true",
            "PARAGRAPH0 items.id: 2",
            "PARAGRAPH0 items.text:\nOne.",
            "PARAGRAPH0 Two.");
    assertThat(blocks(parse(write("b.json", "{\n  // a comment\n  \"a\": 1\n}"))))
        .as("what is not valid is read as text")
        .containsExactly("CODE0 {\n  // a comment\n  \"a\": 1\n}");
  }

  @Test
  void xmlOfAnyVocabulary() throws Exception {
    ParsedDocument document =
        parse(
            write(
                "a.xml",
                """
                <doc><title>Manual</title><section><title>Install</title>
                <para>Run <cmd>this</cmd>
                now.</para><row><cell>a</cell><cell>b</cell></row></section></doc>
                """));

    assertThat(document.mime()).isEqualTo("application/xml");
    assertThat(document.title()).isEqualTo("Manual");
    assertThat(blocks(document))
        .containsExactly(
            "HEADING1 Manual",
            "HEADING2 Install",
            "PARAGRAPH0 Run this now.",
            "PARAGRAPH0 a",
            "PARAGRAPH0 b");
  }

  @Test
  void programsKeepTheirIndentation() throws Exception {
    ParsedDocument document =
        parse(write("A.java", "class A {\n  int x;\n\n\n  void y() {\n    x = 1;\n  }\n}\n"));

    assertThat(document.mime()).isEqualTo("text/x-java-source");
    assertThat(blocks(document))
        .containsExactly("CODE0 class A {\n  int x;", "CODE0 void y() {\n    x = 1;\n  }\n}");
  }

  @Test
  void outlookMailWithAttachment() throws Exception {
    ParsedDocument mail = parse(MailFiles.msg(folder.resolve("a.msg")));

    assertThat(mail.title()).isEqualTo("Harbour dues");
    assertThat(mail.text()).contains("The dues rise in May.").contains("See the list.");
    assertThat(attachments(mail)).containsExactly("dues.txt: A berth costs 40 euros.");
  }

  @Test
  void mailsOfAMailboxAreDocuments() throws Exception {
    ParsedDocument mailbox = parse(MailFiles.mbox(folder.resolve("a.mbox")));

    assertThat(attachments(mailbox))
        .containsExactly(
            "attachment-1.eml: The boiler is broken.",
            "attachment-2.eml: It was mended today.",
            "attachment-2.eml!/parts.csv: Part | Price\nValve | 12");
    assertThat(mailbox.attachments().get(1).document().title()).isEqualTo("Re: Boiler");
    assertThat(mailbox.text()).isEqualTo("attachment-1.eml\nattachment-2.eml");
  }

  @Test
  void membersOfArchivesAreReadLikeFiles() throws Exception {
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("notes/a.md", PackedFiles.bytes("# One\n\nTwo"));
    members.put("box.mbox", Files.readAllBytes(MailFiles.mbox(folder.resolve("x.mbox"))));
    members.put("empty.txt", new byte[0]);
    List<String> expected =
        List.of(
            "notes/a.md: One\n\nTwo",
            "box.mbox: attachment-1.eml\nattachment-2.eml",
            "box.mbox!/attachment-1.eml: The boiler is broken.",
            "box.mbox!/attachment-2.eml: It was mended today.",
            "box.mbox!/attachment-2.eml!/parts.csv: Part | Price\nValve | 12");
    for (Path file :
        List.of(
            PackedFiles.zip(folder.resolve("a.zip"), members),
            PackedFiles.tarGz(folder.resolve("a.tar.gz"), members),
            PackedFiles.sevenZip(folder.resolve("a.7z"), members))) {
      ParsedDocument archive = parse(file);
      assertThat(attachments(archive)).as(file.toString()).isEqualTo(expected);
      assertThat(archive.text()).isEqualTo("notes/a.md\nbox.mbox");
    }
    Path compressed = folder.resolve("notes.md.gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
      out.write(PackedFiles.bytes("# Alone"));
    }
    assertThat(blocks(parse(compressed))).containsExactly("HEADING1 Alone");
  }

  @Test
  void textInAnyEncoding() throws Exception {
    Map<String, String> texts =
        Map.of(
            "windows-1252", "Die Brücke über den Fluß ist gesperrt; Fußgänger benützen die Fähre.",
            "UTF-16LE", "Ohne Kennung am Anfang steht dieser Text über Schiffe.",
            "UTF-16BE", "Ohne Kennung am Anfang steht dieser Text über Schiffe.",
            "UTF-32LE", "\uFEFFMit Kennung am Anfang steht dieser Text.",
            "windows-1251",
                "Правила проезда по мосту изменяются с первого мая, пешеходы пользуются паромом.",
            "KOI8-R",
                "Правила проезда по мосту изменяются с первого мая, пешеходы пользуются паромом.",
            "Shift_JIS", "港の使用料は五月から上がります。詳しくは事務所にお問い合わせください。",
            "EUC-KR", "항구 사용료는 오월부터 오릅니다. 자세한 내용은 사무실에 문의하십시오.",
            "GB18030", "港口费从五月起上涨。详情请咨询办公室，谢谢您的合作。");
    for (Map.Entry<String, String> text : texts.entrySet()) {
      Charset charset = Charset.forName(text.getKey());
      String expected = text.getValue().replace("\uFEFF", "");
      Path plain = Files.write(folder.resolve("a.txt"), text.getValue().getBytes(charset));
      assertThat(parse(plain).text()).as(text.getKey()).isEqualTo(expected);
    }
    Path page =
        Files.write(
            folder.resolve("a.html"),
            ("<p>" + texts.get("windows-1251") + "</p>").getBytes(Charset.forName("windows-1251")));
    assertThat(parse(page).text()).isEqualTo(texts.get("windows-1251"));
  }

  @Test
  void pagesWithoutMainElementLoseWhatIsAroundThem() throws Exception {
    assertThat(
            blocks(
                parse(
                    write(
                        "a.html",
                        """
                        <html><body><div class="navheader">Prev Next</div>
                        <div role="banner">Site</div><div id="sidebar">Links</div>
                        <header>Logo</header>
                        <div class="chapter"><h1>Mast</h1><p>Varnish it.</p></div>
                        <div class="navfooter">Up</div></body></html>
                        """))))
        .containsExactly("HEADING1 Mast", "PARAGRAPH0 Varnish it.");
    assertThat(blocks(parse(write("b.html", "<body><nav>Only links here</nav></body>"))))
        .containsExactly("PARAGRAPH0 Only links here");
    assertThat(
            blocks(
                parse(
                    write(
                        "c.html",
                        "<article><header><h1>Title</h1></header><p>Text</p></article>"))))
        .containsExactly("HEADING1 Title", "PARAGRAPH0 Text");
  }

  @Test
  void columnsAreReadOneAfterTheOther() throws Exception {
    Path file = folder.resolve("columns.pdf");
    try (PDDocument pdf = new PDDocument()) {
      PDPage page = new PDPage();
      pdf.addPage(page);
      try (PDPageContentStream content = new PDPageContentStream(pdf, page)) {
        column(content, 50, "left one", "left two", "left three");
        column(content, 330, "right one", "right two", "right three");
      }
      pdf.save(file.toFile());
    }
    assertThat(parse(file).text().replace('\n', ' '))
        .contains("left one left two left three")
        .contains("right one right two right three");
  }

  private static void column(PDPageContentStream content, float x, String... lines)
      throws IOException {
    content.beginText();
    content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
    content.setLeading(14);
    content.newLineAtOffset(x, 700);
    for (String line : lines) {
      content.showText(line);
      content.newLine();
    }
    content.endText();
  }

  @Test
  void fieldsOfFormsAreText() throws Exception {
    Path file = folder.resolve("form.pdf");
    try (PDDocument pdf = new PDDocument()) {
      pdf.addPage(new PDPage());
      PDAcroForm form = new PDAcroForm(pdf);
      pdf.getDocumentCatalog().setAcroForm(form);
      PDResources resources = new PDResources();
      resources.put(COSName.HELV, new PDType1Font(Standard14Fonts.FontName.HELVETICA));
      form.setDefaultResources(resources);
      form.setDefaultAppearance("/Helv 12 Tf 0 g");
      PDTextField field = new PDTextField(form);
      field.setPartialName("surname");
      form.getFields().add(field);
      field.setValue("Lindqvist");
      pdf.save(file.toFile());
    }
    assertThat(parse(file).text()).contains("Lindqvist");
  }

  @Test
  void scannedPagesSayThatTheyAreNotRead() throws Exception {
    Path scan = scan(folder.resolve("scan.pdf"), false);
    Path mixed = scan(folder.resolve("mixed.pdf"), true);
    Path picture = picture(folder.resolve("picture.png"));

    for (Path file : List.of(scan, picture)) {
      assertThatThrownBy(() -> parse(WITHOUT_OCR, file))
          .isInstanceOf(NoTextException.class)
          .hasMessageMatching(
              "it has no text \\((application/pdf|image/png)\\); set ocr to true to read pictures"
                  + " and scanned pages");
    }
    ParsedDocument partly = parse(WITHOUT_OCR, mixed);
    assertThat(pages(partly)).containsExactly("Typed words", "");
    assertThat(partly.unread())
        .containsExactly(
            new ParsedDocument.Unread(
                "",
                "page 2 has a picture but no text; set ocr to true to read pictures and scanned"
                    + " pages",
                Cause.SCANNED));
  }

  @Test
  void scannedPagesAreRead() throws Exception {
    boolean installed = PARSER.readsPictures();
    assertThat(installed || !"true".equals(System.getenv("CI")))
        .as("tesseract-ocr is installed where everything is tested")
        .isTrue();
    assumeTrue(installed, "needs Debian's tesseract-ocr");

    assertThat(parse(scan(folder.resolve("scan.pdf"), false)).text()).contains("HARBOUR DUES");
    assertThat(pages(parse(scan(folder.resolve("mixed.pdf"), true))))
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo("Typed words"),
            second -> assertThat(second).contains("HARBOUR DUES"));
    assertThat(parse(picture(folder.resolve("picture.png"))).text()).contains("HARBOUR DUES");
  }

  private static Path picture(Path file) throws IOException {
    ImageIO.write(image(), "png", file.toFile());
    return file;
  }

  /** A page with a picture of words, after one with words if wanted. */
  private static Path scan(Path file, boolean afterTyped) throws IOException {
    try (PDDocument pdf = new PDDocument()) {
      if (afterTyped) {
        PDPage typed = new PDPage();
        pdf.addPage(typed);
        try (PDPageContentStream content = new PDPageContentStream(pdf, typed)) {
          column(content, 50, "Typed words");
        }
      }
      PDPage page = new PDPage();
      pdf.addPage(page);
      try (PDPageContentStream content = new PDPageContentStream(pdf, page)) {
        content.drawImage(LosslessFactory.createFromImage(pdf, image()), 50, 400, 500, 125);
      }
      pdf.save(file.toFile());
    }
    return file;
  }

  private static BufferedImage image() {
    BufferedImage image = new BufferedImage(1000, 250, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, 1000, 250);
    graphics.setColor(Color.BLACK);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 90));
    graphics.drawString("HARBOUR DUES", 60, 150);
    graphics.dispose();
    return image;
  }

  private static ParsedDocument parse(Path file) throws IOException, UnreadableDocumentException {
    return parse(PARSER, file);
  }

  private static ParsedDocument parse(DocumentParser parser, Path file)
      throws IOException, UnreadableDocumentException {
    String name = String.valueOf(file.getFileName());
    return parser.parse(file, name, parser.mime(file, name));
  }

  private Path write(String name, String content) throws IOException {
    return Files.write(folder.resolve(name), content.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> attachments(ParsedDocument document) {
    return document.attachments().stream()
        .map((Attachment attached) -> attached.name() + ": " + attached.document().text())
        .toList();
  }

  private static List<String> blocks(ParsedDocument document) {
    return document.blocks().stream()
        .map(block -> block.kind() + "" + block.level() + " " + text(document, block.span()))
        .toList();
  }

  private static List<String> pages(ParsedDocument document) {
    return document.pages().stream().map(page -> text(document, page)).toList();
  }

  private static String text(ParsedDocument document, Span span) {
    return document.text().substring(span.start(), span.end());
  }
}
