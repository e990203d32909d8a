package io.footnote.ingest.parse;

import io.footnote.index.model.MetadataValue;
import io.footnote.ingest.parse.ParsedDocument.Kind;
import io.footnote.ingest.screen.Screening;
import io.footnote.ingest.screen.Sign;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Text without markup: paragraphs are separated by blank lines. Takes time and memory in proportion
 * to the text, whatever it is, so it may be read in this process.
 */
public final class PlainText {
  private PlainText() {}

  /**
   * @param title empty if there is none
   * @param mime what the text came as
   */
  public static ParsedDocument parse(
      String title, String mime, String text, Map<String, List<MetadataValue>> metadata) {
    TextBuilder builder = new TextBuilder();
    addParagraphs(Kind.PARAGRAPH, text, builder);
    // Building takes out some of the characters that show nothing; its result is screened later.
    if (builder.holds(text)) {
      return builder.build(title, mime, "und", metadata, List.of());
    }
    Map<String, List<MetadataValue>> all = new TreeMap<>(metadata);
    all.putAll(Sign.metadata(Screening.signs(text)));
    return builder.build(title, mime, "und", all, List.of());
  }

  /** The text of a program, whose lines keep their indentation. */
  static ParsedDocument parseCode(String mime, String text) {
    TextBuilder builder = new TextBuilder();
    addParagraphs(Kind.CODE, text, builder);
    return builder.build("", mime, "und", Map.of(), List.of());
  }

  private static void addParagraphs(Kind kind, String text, TextBuilder builder) {
    String lines = text.replace("\r\n", "\n").replace('\r', '\n');
    int start = 0; // of the open paragraph
    for (int from = 0; from < lines.length(); ) {
      int lineBreak = lines.indexOf('\n', from);
      int end = lineBreak < 0 ? lines.length() : lineBreak;
      if (isBlank(lines, from, end)) {
        builder.block(kind, 0, lines.substring(start, from));
        start = end;
      }
      from = end + 1;
    }
    builder.block(kind, 0, lines.substring(start));
  }

  private static boolean isBlank(String lines, int start, int end) {
    for (int i = start; i < end; i++) {
      if (lines.charAt(i) != ' ' && lines.charAt(i) != '\t') {
        return false;
      }
    }
    return true;
  }
}
