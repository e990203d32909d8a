package io.footnote.ingest.parse;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;

/** Writes a PDF line by line, each set as one wishes. */
final class PdfPages implements AutoCloseable {
  private static final float LEFT = 60;

  private final PDDocument document = new PDDocument();
  private PDPageContentStream content;
  private float y;

  PdfPages() throws IOException {
    content = page();
  }

  /** Ends the page and begins the next one. */
  PdfPages next() throws IOException {
    content.close();
    content = page();
    return this;
  }

  PdfPages text(String... lines) throws IOException {
    for (String line : lines) {
      set(FontName.HELVETICA, 10, LEFT, line);
      y -= 13;
    }
    y -= 13;
    return this;
  }

  PdfPages bold(double size, String line) throws IOException {
    set(FontName.HELVETICA_BOLD, (float) size, LEFT, line);
    y -= (float) size * 2.2f;
    return this;
  }

  /** A line of a table: cells far apart. */
  PdfPages row(String... cells) throws IOException {
    for (int i = 0; i < cells.length; i++) {
      set(FontName.HELVETICA, 10, i == 0 ? LEFT : LEFT + 140 + i * 80, cells[i]);
    }
    y -= 13;
    return this;
  }

  void save(Path file) throws IOException {
    content.close();
    document.save(file.toFile());
  }

  @Override
  public void close() throws IOException {
    document.close();
  }

  private PDPageContentStream page() throws IOException {
    PDPage page = new PDPage();
    document.addPage(page);
    y = 740;
    return new PDPageContentStream(document, page);
  }

  private void set(FontName font, float size, float x, String text) throws IOException {
    content.beginText();
    content.setFont(new PDType1Font(font), size);
    content.newLineAtOffset(x, y);
    content.showText(text);
    content.endText();
  }
}
