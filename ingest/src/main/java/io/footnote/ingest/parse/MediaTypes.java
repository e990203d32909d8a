package io.footnote.ingest.parse;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypes;

/** Finds media types by content first and by name where the content leaves a choice. */
final class MediaTypes {
  private static final Set<String> TEXT_LIKE =
      Set.of(
          "application/x-ndjson",
          "application/javascript",
          "application/x-sh",
          "application/sql",
          "application/x-sql",
          "application/toml",
          "application/x-yaml",
          "application/yaml",
          "application/x-tex");
  private static final Set<String> NOT_PLAIN =
      Set.of("text/rtf", "text/x-matlab", "text/vnd.iptc.anpa");

  private static final Set<String> CODE = Set.of("text/css", "text/javascript");

  /** Prose among the types of program texts. */
  private static final Set<String> PROSE =
      Set.of("text/x-log", "text/x-rst", "text/x-setext", "text/x-vcard", "text/x-vcalendar");

  private static final Set<String> XML =
      Set.of(
          "application/xml",
          "text/xml",
          "application/docbook+xml",
          "application/dita+xml",
          "application/rdf+xml",
          "application/rss+xml",
          "application/atom+xml",
          "image/svg+xml");
  private static final Set<String> COMPRESSED =
      Set.of(
          "application/gzip",
          "application/x-bzip",
          "application/x-bzip2",
          "application/x-xz",
          "application/x-lzma",
          "application/x-compress",
          "application/zstd",
          "application/x-lz4",
          "application/x-snappy-framed",
          "application/x-brotli");
  private static final Set<String> COLLECTIONS =
      Set.of(
          "application/zip",
          "application/x-tar",
          "application/x-gtar",
          "application/x-7z-compressed",
          "application/x-cpio",
          "application/x-arj",
          "application/x-archive",
          "application/x-unix-archive",
          "application/x-rar-compressed",
          "application/java-archive",
          "message/rfc822",
          "application/mbox",
          "application/vnd.ms-outlook",
          "application/vnd.ms-outlook-pst",
          "application/x-tnef",
          "application/vnd.ms-tnef");

  private MediaTypes() {}

  /** The media type of a file without its parameters, for example {@code application/pdf}. */
  static String detect(Path file, String name) throws IOException {
    Metadata metadata = new Metadata();
    metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      MediaType type = MimeTypes.getDefaultMimeTypes().detect(in, metadata);
      String mime = type.getBaseType().toString();
      // A <title> makes any markup look like HTML.
      boolean calledXml = name.toLowerCase(Locale.ROOT).endsWith(".xml");
      return calledXml && mime.equals("text/html") && !hasHtml(file) ? "application/xml" : mime;
    }
  }

  private static boolean hasHtml(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      String beginning = new String(in.readNBytes(1 << 12), StandardCharsets.ISO_8859_1);
      return beginning.toLowerCase(Locale.ROOT).contains("<html");
    }
  }

  /** Whether documents of this type are read as text, markup and all. */
  static boolean isPlain(String mime) {
    return (mime.startsWith("text/")
            && !NOT_PLAIN.contains(mime)
            && !isMarkdown(mime)
            && !isAsciiDoc(mime)
            && !isCsv(mime)
            && !isHtml(mime)
            && !isXml(mime))
        || TEXT_LIKE.contains(mime);
  }

  /** Whether a plain text of this type has lines that mean something by their indentation. */
  static boolean isCode(String mime) {
    return TEXT_LIKE.contains(mime)
        || CODE.contains(mime)
        || (mime.startsWith("text/x-") && !PROSE.contains(mime));
  }

  static boolean isMarkdown(String mime) {
    return mime.equals("text/x-web-markdown") || mime.equals("text/markdown");
  }

  static boolean isAsciiDoc(String mime) {
    return mime.equals("text/x-asciidoc");
  }

  static boolean isCsv(String mime) {
    return mime.equals("text/csv") || mime.equals("text/tab-separated-values");
  }

  static boolean isJson(String mime) {
    return mime.equals("application/json");
  }

  static boolean isHtml(String mime) {
    return mime.equals("text/html") || mime.equals("application/xhtml+xml");
  }

  /** XML of no known vocabulary, or of one that is read like any other. */
  static boolean isXml(String mime) {
    return XML.contains(mime);
  }

  /** Whether documents of this type are collections of documents, such as archives and mails. */
  static boolean isCollection(String mime) {
    return isCompressed(mime) || COLLECTIONS.contains(mime);
  }

  /** Whether documents of this type are one document that was compressed. */
  static boolean isCompressed(String mime) {
    return COMPRESSED.contains(mime);
  }

  static boolean isPicture(String mime) {
    return mime.startsWith("image/") && !isXml(mime);
  }
}
