package io.footnote.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.index.model.Span;
import io.footnote.ingest.chunk.Chunk;
import io.footnote.ingest.chunk.StructureChunker;
import io.footnote.ingest.parse.ParsedDocument.Block;
import io.footnote.ingest.parse.ParsedDocument.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.StringTokenizer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PdfStructureTest {
  private static final DocumentParser PARSER =
      new DocumentParser(ParserLimits.ofDefaults().withProcesses(1, 128, Duration.ofSeconds(20)));
  private static final String PROSE =
      "The harbour master keeps the list of ships and says who may leave before the tide turns.";

  @TempDir Path folder;

  @AfterAll
  static void close() {
    PARSER.close();
  }

  @Test
  void runningHeadersAndFootersAreLeftOutAndOffsetsStayExact() throws Exception {
    ParsedDocument document;
    try (PdfPages pdf = new PdfPages()) {
      for (int page = 1; page <= 4; page++) {
        if (page > 1) {
          pdf.next();
        }
        pdf.text("Skerrow Marine · Annual Report 2024");
        pdf.text(
            "Begin " + page * page,
            PROSE,
            "Text of page number " + page * 7 + " and of no other page.");
        pdf.text("Annual Report · Page " + page + " of 4");
      }
      document = parse(pdf);
    }

    assertThat(document.text()).doesNotContain("Skerrow").doesNotContain("Page ");
    assertThat(document.pages()).hasSize(4);
    for (int page = 1; page <= 4; page++) {
      Span span = document.pages().get(page - 1);
      assertThat(document.text().substring(span.start(), span.end()))
          .isEqualTo(
              "Begin "
                  + page * page
                  + "\n"
                  + PROSE
                  + "\nText of page number "
                  + page * 7
                  + " and of no other page.");
    }
  }

  @Test
  void lineOnTwoPagesIsNotARunningOne() throws Exception {
    ParsedDocument document;
    try (PdfPages pdf = new PdfPages()) {
      pdf.text("Notice of the harbour").text(PROSE).text("Page 1");
      pdf.next().text("Notice of the harbour").text(PROSE).text("Page 2");
      document = parse(pdf);
    }

    assertThat(document.text()).containsSubsequence("Notice", "Page 1", "Notice", "Page 2");
  }

  @Test
  void rowsThatEndPagesWithOtherNumbersAreKept() throws Exception {
    ParsedDocument document;
    try (PdfPages pdf = new PdfPages()) {
      for (int page = 1; page <= 5; page++) {
        if (page > 1) {
          pdf.next();
        }
        pdf.text(PROSE, "Ship " + page, PROSE).text("Total tonnage " + page * page * 31);
      }
      document = parse(pdf);
    }

    assertThat(document.text()).contains("Total tonnage 31", "Total tonnage 124", "tonnage 775");
  }

  @Test
  void titleOfAChapterIsKeptWhereTheChapterBegins() throws Exception {
    ParsedDocument document;
    try (PdfPages pdf = new PdfPages()) {
      for (int page = 1; page <= 9; page++) {
        if (page > 1) {
          pdf.next();
        }
        pdf.text(page < 4 ? "Harbour" : page < 7 ? "Fleet" : "Crew");
        pdf.text("Only here: " + "x".repeat(page), PROSE);
      }
      document = parse(pdf);
    }

    for (String chapter : List.of("Harbour", "Fleet", "Crew")) {
      assertThat(document.text()).containsOnlyOnce(chapter);
    }
  }

  @Test
  void headingsAreToldByHowTheyAreSetAndNestBySizeAndNumber() throws Exception {
    ParsedDocument document;
    try (PdfPages pdf = new PdfPages()) {
      pdf.bold(16, "Ports and ships").text(PROSE, PROSE);
      pdf.bold(10, "1 Ports").text(PROSE, PROSE);
      pdf.bold(10, "1.1 Ports in the north").text(PROSE, PROSE);
      pdf.bold(10, "2 Ships").text(PROSE, PROSE);
      pdf.text("1. Count the ships that lie in the harbour, and write them down", PROSE, PROSE);
      pdf.row("3 Ferries", "12", "14").row("4 Tugs", "3", "5").row("5 Barges", "7", "9");
      document = parse(pdf);
    }

    assertThat(headings(document))
        .containsExactly("1 Ports and ships", "2 1 Ports", "3 1.1 Ports in the north", "2 2 Ships");
    assertThat(
            new StructureChunker(text -> new StringTokenizer(text).countTokens() * 3, 256)
                .chunk("", document))
        .extracting(Chunk::headingPath)
        .contains(List.of("Ports and ships", "1 Ports", "1.1 Ports in the north"));
  }

  @Test
  void boldPassagesAndNamesOfColumnsAreNoHeadings() throws Exception {
    ParsedDocument document;
    try (PdfPages pdf = new PdfPages()) {
      pdf.text(PROSE, PROSE, PROSE, PROSE, PROSE, PROSE, PROSE, PROSE);
      pdf.bold(10, "Year ended December 31,");
      pdf.row("Ferries", "12", "14").row("Tugs", "3", "5").row("Barges", "7", "9");
      pdf.bold(10, "Total for the year 2024");
      pdf.text(PROSE, PROSE, PROSE, PROSE);
      document = parse(pdf);
    }

    assertThat(headings(document)).isEmpty();
  }

  @Test
  void dividedReportsNestPartsAndItems() throws Exception {
    ParsedDocument document;
    try (PdfPages pdf = new PdfPages()) {
      pdf.bold(10, "PART I").bold(10, "Item 1. Business").text(PROSE, PROSE);
      pdf.bold(10, "Item 1A. Risk Factors").text(PROSE, PROSE);
      pdf.bold(10, "Tides").text(PROSE, PROSE);
      pdf.bold(10, "PART II").bold(10, "Item 5. Market").text(PROSE, PROSE);
      document = parse(pdf);
    }

    assertThat(headings(document))
        .containsExactly(
            "1 PART I",
            "2 Item 1. Business",
            "2 Item 1A. Risk Factors",
            "3 Tides",
            "1 PART II",
            "2 Item 5. Market");
  }

  @Test
  void tableOverPagesHasTheNamesOfItsColumnsInEveryChunk() throws Exception {
    ParsedDocument document;
    try (PdfPages pdf = new PdfPages()) {
      pdf.text(PROSE, PROSE).bold(10, "Freight by port").row("(in tons)", "2024", "2023");
      for (int i = 0; i < 40; i++) {
        pdf.row("Port of number " + (char) ('A' + i % 26), "1," + (100 + i), "1," + (300 + i));
      }
      pdf.next();
      for (int i = 0; i < 30; i++) {
        pdf.row("Quay of number " + (char) ('A' + i % 26), "2," + (100 + i), "2," + (300 + i));
      }
      document = parse(pdf);
    }

    assertThat(document.blocks().stream().filter(block -> block.kind() == Kind.TABLE_ROW))
        .hasSize(70);
    List<Chunk> chunks =
        new StructureChunker(text -> new StringTokenizer(text).countTokens() * 2, 256)
            .chunk("Report", document);
    List<Chunk> rows =
        chunks.stream()
            .filter(chunk -> text(document, chunk.span()).matches("(?s)(?:Port|Quay) of.*"))
            .toList();
    assertThat(rows).hasSizeGreaterThan(2);
    assertThat(rows)
        .extracting(Chunk::context)
        .containsOnly("Report\nFreight by port\n(in tons) 2024 2023");
    assertThat(rows.getLast().pageEnd()).isEqualTo(2);
  }

  private ParsedDocument parse(PdfPages pdf) throws IOException, UnreadableDocumentException {
    Path file = folder.resolve("a.pdf");
    pdf.save(file);
    return PARSER.parse(file, "a.pdf", "application/pdf");
  }

  private static List<String> headings(ParsedDocument document) {
    return document.blocks().stream()
        .filter(block -> block.kind() == Kind.HEADING)
        .map((Block block) -> block.level() + " " + text(document, block.span()))
        .toList();
  }

  private static String text(ParsedDocument document, Span span) {
    return document.text().substring(span.start(), span.end());
  }
}
