package io.footnote.ingest.parse;

import io.footnote.ingest.parse.ParsedDocument.Kind;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Comma-, semicolon- or tab-separated values; the first row of several cells names the columns if
 * it can.
 */
final class CsvText {
  private CsvText() {}

  static ParsedDocument parse(String mime, String csv, TextBuilder builder)
      throws UnreadableDocumentException {
    CSVFormat format =
        CSVFormat.RFC4180
            .builder()
            .setDelimiter(delimiter(csv))
            .setIgnoreEmptyLines(true)
            .setLenientEof(true)
            .setTrailingData(true)
            .get();
    try (CSVParser parser = CSVParser.parse(new StringReader(csv), format)) {
      boolean above = true;
      for (CSVRecord record : parser) {
        TableText.Row row = new TableText.Row();
        record.forEach(row::cell);
        boolean header = above && row.namesColumns();
        above &= row.isTitle();
        builder.block(header ? Kind.TABLE_HEADER : Kind.TABLE_ROW, 0, row.text());
      }
    } catch (IOException | UncheckedIOException e) {
      throw new UnreadableDocumentException(
          "it is not valid CSV (" + UnreadableReasons.firstLine(e.getMessage()) + ")", e);
    }
    return builder.build("", mime, "und", Map.of(), List.of());
  }

  /** The separator seen most often in the first line. */
  private static char delimiter(String csv) {
    String firstLine = csv.lines().findFirst().orElse("");
    char best = ',';
    long most = 0;
    for (char candidate : new char[] {',', ';', '\t'}) {
      long seen = firstLine.chars().filter(c -> c == candidate).count();
      if (seen > most) {
        best = candidate;
        most = seen;
      }
    }
    return best;
  }
}
