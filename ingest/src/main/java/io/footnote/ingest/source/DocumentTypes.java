package io.footnote.ingest.source;

import java.util.Map;
import java.util.Set;

/** Media types that documents have on the web, and the endings of their names. */
final class DocumentTypes {
  private static final Set<String> OTHERS =
      Set.of(
          "application/json",
          "application/xml",
          "application/pdf",
          "application/rtf",
          "application/msword",
          "application/epub+zip",
          "application/x-ndjson",
          "application/gzip", // of a sitemap
          "application/x-gzip",
          "message/rfc822");

  private static final Map<String, String> ENDINGS =
      Map.of(
          "text/html", ".html",
          "application/xhtml+xml", ".html",
          "text/plain", ".txt",
          "text/markdown", ".md",
          "text/csv", ".csv",
          "application/pdf", ".pdf");

  private DocumentTypes() {}

  static boolean contain(String mime) {
    return mime.startsWith("text/")
        || mime.startsWith("application/vnd.")
        || (mime.endsWith("+xml") && mime.startsWith("application/"))
        || OTHERS.contains(mime);
  }

  /** An ending for a name that has none; empty where the bytes tell better. */
  static String ending(String mime) {
    return ENDINGS.getOrDefault(mime, "");
  }
}
