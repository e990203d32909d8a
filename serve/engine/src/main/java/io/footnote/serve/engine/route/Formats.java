package io.footnote.serve.engine.route;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What people call kinds of files, and their media types. */
final class Formats {
  private static final List<String> WORD =
      List.of(
          "application/vnd.openxmlformats-officedocument.wordprocessingml",
          "application/msword",
          "application/vnd.oasis.opendocument.text",
          "application/rtf");
  private static final List<String> SLIDES =
      List.of(
          "application/vnd.openxmlformats-officedocument.presentationml",
          "application/vnd.ms-powerpoint",
          "application/vnd.oasis.opendocument.presentation");
  private static final List<String> SHEETS =
      List.of(
          "application/vnd.openxmlformats-officedocument.spreadsheetml",
          "application/vnd.ms-excel",
          "application/vnd.oasis.opendocument.spreadsheet",
          "text/csv");
  private static final List<String> MAIL =
      List.of("message/rfc822", "application/vnd.ms-outlook", "application/mbox");
  private static final List<String> WEB = List.of("text/html", "application/xhtml+xml");

  /** Beginnings of media types by name, the usual one first. */
  private static final Map<String, List<String>> BY_NAME =
      Map.ofEntries(
          Map.entry("pdf", List.of("application/pdf")),
          Map.entry("word", WORD),
          Map.entry("docx", WORD),
          Map.entry("powerpoint", SLIDES),
          Map.entry("presentation", SLIDES),
          Map.entry("pptx", SLIDES),
          Map.entry("excel", SHEETS),
          Map.entry("spreadsheet", SHEETS),
          Map.entry("xlsx", SHEETS),
          Map.entry("csv", List.of("text/csv")),
          Map.entry("email", MAIL),
          Map.entry("mail", MAIL),
          Map.entry("html", WEB),
          Map.entry("webpage", WEB),
          Map.entry("markdown", List.of("text/markdown", "text/x-web-markdown")),
          Map.entry("text", List.of("text/plain")),
          Map.entry("json", List.of("application/json", "application/jsonl")),
          Map.entry("xml", List.of("application/xml", "text/xml")),
          Map.entry("epub", List.of("application/epub+zip")),
          Map.entry("image", List.of("image/")));

  /** For a pattern: names that may stand before "files". */
  static final String NAMES =
      "pdf|word|docx|powerpoint|presentation|pptx|excel|spreadsheet|xlsx|csv|e-?mail|mail|html|web"
          + " ?page|markdown|text|json|xml|epub|image";

  private Formats() {}

  /** One name for all ways to write it: {@code E-Mails} is {@code email}. */
  static String name(String written) {
    String name = written.toLowerCase(Locale.ROOT).replaceAll("[ -]", "");
    return name.endsWith("s") ? name.substring(0, name.length() - 1) : name;
  }

  static boolean knows(String name) {
    return BY_NAME.containsKey(name);
  }

  /** Those of the media types there are that are of a format; its usual one if there are none. */
  static List<String> mediaTypes(String name, Collection<String> existing) {
    List<String> beginnings = BY_NAME.getOrDefault(name, List.of());
    List<String> found =
        existing.stream()
            .filter(mime -> beginnings.stream().anyMatch(mime::startsWith))
            .sorted()
            .toList();
    return found.isEmpty() ? List.of(beginnings.getFirst()) : found;
  }
}
