package io.footnote.ingest.parse;

import io.footnote.index.model.MetadataValue;
import io.footnote.ingest.parse.ParsedDocument.Kind;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Text without markup: paragraphs are separated by blank lines. */
public final class PlainText {
  private static final Pattern BLANK_LINES = Pattern.compile("\\n[ \\t]*(?:\\n[ \\t]*)+");

  private PlainText() {}

  /**
   * @param title empty if there is none
   * @param mime what the text came as
   */
  public static ParsedDocument parse(
      String title, String mime, String text, Map<String, List<MetadataValue>> metadata) {
    String lines = text.replace("\r\n", "\n").replace('\r', '\n');
    TextBuilder builder = new TextBuilder();
    for (String paragraph : BLANK_LINES.split(lines, -1)) {
      builder.block(Kind.PARAGRAPH, 0, paragraph);
    }
    return builder.build(title, mime, "und", metadata, List.of());
  }
}
