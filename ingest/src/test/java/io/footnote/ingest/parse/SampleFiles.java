package io.footnote.ingest.parse;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xslf.usermodel.XSLFTextBox;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFStyle;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTStyle;

/** Writes small real files with the libraries that read them. */
public final class SampleFiles {
  private SampleFiles() {}

  /** A PDF with a line for each string of a page. */
  public static Path pdf(Path file, String userPassword, String[]... pages) throws IOException {
    try (PDDocument document = new PDDocument()) {
      for (String[] lines : pages) {
        PDPage page = new PDPage();
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
          content.beginText();
          content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
          content.setLeading(16);
          content.newLineAtOffset(50, 700);
          for (String line : lines) {
            content.showText(line);
            content.newLine();
          }
          content.endText();
        }
      }
      if (!userPassword.equals("none")) {
        document.protect(
            new StandardProtectionPolicy("owner", userPassword, new AccessPermission()));
      }
      document.save(file.toFile());
    }
    return file;
  }

  public static Path docx(Path file) throws IOException {
    try (XWPFDocument document = new XWPFDocument();
        OutputStream out = Files.newOutputStream(file)) {
      document.createStyles();
      style(document, "Heading1", "heading 1");
      style(document, "Heading2", "heading 2");
      heading(document, "Heading1", "Travel policy");
      document.createParagraph().createRun().setText("Employees book trips themselves.");
      heading(document, "Heading2", "Per diem");
      document.createParagraph().createRun().setText("The rate in Oslo is 75 euros.");
      XWPFTable table = document.createTable(3, 2);
      String[][] cells = {{"City", "Rate"}, {"Oslo", "75"}, {"Rome", "60"}};
      for (int row = 0; row < cells.length; row++) {
        for (int cell = 0; cell < 2; cell++) {
          table.getRow(row).getCell(cell).setText(cells[row][cell]);
        }
      }
      document.write(out);
    }
    return file;
  }

  private static void style(XWPFDocument document, String id, String name) {
    CTStyle style = CTStyle.Factory.newInstance();
    style.setStyleId(id);
    style.addNewName().setVal(name);
    document.getStyles().addStyle(new XWPFStyle(style));
  }

  private static void heading(XWPFDocument document, String style, String text) {
    XWPFParagraph paragraph = document.createParagraph();
    paragraph.setStyle(style);
    paragraph.createRun().setText(text);
  }

  public static Path pptx(Path file) throws IOException {
    try (XMLSlideShow show = new XMLSlideShow();
        OutputStream out = Files.newOutputStream(file)) {
      for (String text : new String[] {"Results of the year", "Plans for next year"}) {
        XSLFTextBox box = show.createSlide().createTextBox();
        box.setAnchor(new java.awt.Rectangle(50, 50, 300, 100));
        box.setText(text);
      }
      show.write(out);
    }
    return file;
  }

  public static Path xlsx(Path file) throws IOException {
    try (XSSFWorkbook book = new XSSFWorkbook();
        OutputStream out = Files.newOutputStream(file)) {
      for (String name : new String[] {"Budget", "Staff"}) {
        XSSFSheet sheet = book.createSheet(name);
        row(sheet.createRow(0), "Team", "Amount");
        row(sheet.createRow(1), name + " north", "1200");
        row(sheet.createRow(2), name + " south", "900");
        sheet.getHeader().setCenter("&\"Times New Roman,Regular\"&12Printed by finance");
        sheet.getFooter().setRight("Sheet &P of &N");
      }
      book.write(out);
    }
    return file;
  }

  private static void row(XSSFRow row, String first, String second) {
    row.createCell(0).setCellValue(first);
    if (second.matches("\\d+")) {
      row.createCell(1).setCellValue(Double.parseDouble(second));
    } else {
      row.createCell(1).setCellValue(second);
    }
  }

  public static Path eml(Path file) throws IOException {
    Files.writeString(
        file,
        String.join(
            "\r\n",
            "From: Ada <ada@example.org>",
            "To: bo@example.org",
            "Subject: Minutes of the board",
            "Date: Mon, 3 Mar 2025 10:00:00 +0000",
            "MIME-Version: 1.0",
            "Content-Type: multipart/mixed; boundary=BB",
            "",
            "--BB",
            "Content-Type: text/plain; charset=utf-8",
            "",
            "The board met on Monday.",
            "",
            "It approved the budget.",
            "--BB",
            "Content-Type: text/plain; name=\"agenda.txt\"",
            "Content-Disposition: attachment; filename=\"agenda.txt\"",
            "",
            "First item: the budget.",
            "--BB--",
            ""));
    return file;
  }
}
