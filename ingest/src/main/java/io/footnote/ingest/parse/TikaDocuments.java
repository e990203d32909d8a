package io.footnote.ingest.parse;

import io.footnote.index.model.MetadataValue;
import io.footnote.ingest.parse.ParsedDocument.Attachment;
import io.footnote.ingest.parse.ParsedDocument.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.tika.metadata.Message;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.jspecify.annotations.Nullable;

/** Makes documents of what Tika found: the first entry is the file itself, the rest lies in it. */
final class TikaDocuments {
  private TikaDocuments() {}

  static ParsedDocument read(List<Metadata> parts) throws UnreadableDocumentException {
    List<Attachment> attachments = new ArrayList<>();
    for (Metadata part : parts.subList(1, parts.size())) {
      ParsedDocument attached = document(part, List.of());
      if (!attached.text().isBlank() && !attached.mime().startsWith("image/")) {
        attachments.add(new Attachment(name(part, attachments.size() + 1), attached));
      }
    }
    Metadata container = parts.getFirst();
    if ("true".equals(container.get(TikaCoreProperties.WRITE_LIMIT_REACHED))) {
      throw new UnreadableDocumentException("it has too much text; split it into smaller files");
    }
    return document(container, attachments);
  }

  private static ParsedDocument document(Metadata part, List<Attachment> attachments)
      throws UnreadableDocumentException {
    String mime = baseType(part.get(Metadata.CONTENT_TYPE));
    TextBuilder builder = new TextBuilder();
    String content = part.get(TikaCoreProperties.TIKA_CONTENT);
    if (content != null) {
      TikaXhtml.read(content, mime, builder);
    }
    String title = title(part);
    if (builder.isEmpty()) {
      // A mail without a body or an archive: what it is called and what it holds can be found.
      attachments.forEach(attachment -> builder.block(Kind.LIST_ITEM, 0, attachment.name()));
    }
    ParsedDocument document =
        builder.build(
            title.isEmpty() && namesItselfByHeading(mime) ? builder.firstHeading() : title,
            mime,
            language(part),
            metadata(part),
            attachments);
    return mime.equals("application/pdf")
        ? PdfStructure.read(document, part.get(StyledPdfParser.LINE_STYLES))
        : document;
  }

  private static boolean namesItselfByHeading(String mime) {
    return mime.contains("wordprocessingml") || mime.contains("opendocument.text");
  }

  private static String name(Metadata part, int number) {
    String path = part.get(TikaCoreProperties.FINAL_EMBEDDED_RESOURCE_PATH);
    if (path == null) {
      path = part.get(TikaCoreProperties.EMBEDDED_RESOURCE_PATH);
    }
    String name =
        path == null ? "" : Whitespace.collapse(path.startsWith("/") ? path.substring(1) : path);
    return name.isEmpty() ? "attachment-" + number : name;
  }

  private static String baseType(@Nullable String type) {
    String known = type == null ? "application/octet-stream" : type;
    int parameters = known.indexOf(';');
    return (parameters < 0 ? known : known.substring(0, parameters)).strip();
  }

  /** A title unless it is one that programs make up. */
  private static String title(Metadata part) {
    String title = part.get(TikaCoreProperties.TITLE);
    if (title == null) {
      title = part.get(TikaCoreProperties.SUBJECT);
    }
    String clean = title == null ? "" : Whitespace.collapse(title).replace('\n', ' ');
    String lower = clean.toLowerCase(Locale.ROOT);
    boolean madeUp =
        !lower.matches(".*\\p{L}{3}.*")
            || lower.startsWith("microsoft word - ")
            || lower.startsWith("untitled")
            || lower.equals("powerpoint presentation")
            || lower.equals("document");
    return madeUp ? "" : clean;
  }

  private static String language(Metadata part) {
    String language = part.get(TikaCoreProperties.LANGUAGE);
    return language != null && language.matches("[a-zA-Z]{2}(?:[-_].*)?")
        ? language.substring(0, 2).toLowerCase(Locale.ROOT)
        : "und";
  }

  private static Map<String, List<MetadataValue>> metadata(Metadata part) {
    Map<String, List<MetadataValue>> metadata = new TreeMap<>();
    for (String author : part.getValues(TikaCoreProperties.CREATOR)) {
      if (!author.isBlank()) {
        metadata
            .computeIfAbsent("author", _ -> new ArrayList<>())
            .add(new MetadataValue.Keyword(author.strip()));
      }
    }
    Instant created = instant(part.getDate(TikaCoreProperties.CREATED));
    if (created != null) {
      metadata.put("created", List.of(new MetadataValue.Date(created)));
    }
    for (String recipient : part.getValues(Message.MESSAGE_TO)) {
      metadata
          .computeIfAbsent("to", _ -> new ArrayList<>())
          .add(new MetadataValue.Keyword(recipient.strip()));
    }
    return metadata;
  }

  private static @Nullable Instant instant(java.util.@Nullable Date date) {
    return date == null ? null : date.toInstant();
  }
}
