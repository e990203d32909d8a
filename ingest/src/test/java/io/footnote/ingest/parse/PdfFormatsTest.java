package io.footnote.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.footnote.ingest.parse.ParsedDocument.Cause;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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

/** Pages as they are laid out, and pictures of words. */
class PdfFormatsTest extends ParsingFixture {
  private static final DocumentParser WITHOUT_OCR =
      new DocumentParser(LIMITS.withScans(ParserLimits.Scans.off()));

  @AfterAll
  static void close() {
    WITHOUT_OCR.close();
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
    boolean installed = parser.readsPictures();
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
}
