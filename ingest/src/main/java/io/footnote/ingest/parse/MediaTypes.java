package io.footnote.ingest.parse;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypes;

/** Finds media types by content first and by name where the content leaves a choice. */
final class MediaTypes {
  private static final Set<String> TEXT_LIKE =
      Set.of(
          "application/json",
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

  private MediaTypes() {}

  /** The media type of a file without its parameters, for example {@code application/pdf}. */
  static String detect(Path file, String name) throws IOException {
    Metadata metadata = new Metadata();
    metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      MediaType type = MimeTypes.getDefaultMimeTypes().detect(in, metadata);
      return type.getBaseType().toString();
    }
  }

  /** Whether documents of this type are read as text, markup and all. */
  static boolean isPlain(String mime) {
    return (mime.startsWith("text/") && !NOT_PLAIN.contains(mime)) || TEXT_LIKE.contains(mime);
  }

  static boolean isMarkdown(String mime) {
    return mime.equals("text/x-web-markdown") || mime.equals("text/markdown");
  }

  static boolean isCsv(String mime) {
    return mime.equals("text/csv") || mime.equals("text/tab-separated-values");
  }

  static boolean isHtml(String mime) {
    return mime.equals("text/html") || mime.equals("application/xhtml+xml");
  }
}
