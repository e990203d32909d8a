package io.footnote.ingest.parse;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Words reasons for people: one line, no class names, no stack traces. */
final class UnreadableReasons {
  static final String NESTED = "it is nested too deeply to be read";

  private static final String BOMB =
      "it expands to far more than its size; is it a bomb? Else save it anew";

  private static final int MAX_LENGTH = 200;

  /** {@code Caused by: some.package.SomeException: message} and the first line of a trace. */
  private static final Pattern CAUSE =
      Pattern.compile(
          "(?m)^(?:Caused by: )?[\\w.$]+(?:Exception|Error)(?::[ \\t]*(?<message>.*))?$");

  /** How the libraries below say that something is nested too deeply. */
  private static final Pattern NESTINGS =
      Pattern.compile("levels of XML element nesting|JAXP00010006|StackOverflowError");

  /** How they say that something expands too much. */
  private static final Pattern BOMBS =
      Pattern.compile(
          "[Zz]ip bomb|JAXP0001000[1-47]|SecureSAXException|RecordFormatException.*allocate");

  /** Failures that are no fault of the document. */
  private static final Pattern MACHINE =
      Pattern.compile(
          "No space left|Disk quota exceeded|Too many open files|Input/output error"
              + "|Cannot allocate memory|InterruptedException|OutOfMemoryError");

  private UnreadableReasons() {}

  /** The first line of a message, shortened; {@code unknown cause} if there is none. */
  static String firstLine(@Nullable String message) {
    String line =
        message == null
            ? ""
            : message.lines().map(String::strip).filter(l -> !l.isEmpty()).findFirst().orElse("");
    if (line.isEmpty()) {
      return "unknown cause";
    }
    return line.length() > MAX_LENGTH ? line.substring(0, MAX_LENGTH) + "…" : line;
  }

  /** A parser's failure: lasting, unless its stack trace tells of the machine it ran on. */
  static UnreadableDocumentException failure(@Nullable String trace, String name) {
    String reason = ofStackTrace(trace, name);
    return trace != null && MACHINE.matcher(trace).find()
        ? new UnreadableDocumentException(reason)
        : new RefusedException(reason);
  }

  /**
   * What a parser's stack trace means.
   *
   * @param name of the file
   */
  static String ofStackTrace(@Nullable String trace, String name) {
    String extension = Spool.extension(name);
    String text = trace == null ? "" : trace;
    if (NESTINGS.matcher(text).find()) {
      return NESTED;
    }
    if (BOMBS.matcher(text).find()) {
      return BOMB;
    }
    if (text.contains("EncryptedDocumentException") || text.contains("InvalidPasswordException")) {
      return "it is protected by a password; save it without one";
    }
    if (text.contains("ZeroByteFileException")) {
      return "it has no text (an empty file)";
    }
    if (text.contains("UnsupportedFormatException")) {
      return "its format is not supported";
    }
    if (text.contains("WriteLimitReachedException")) {
      return "it has too much text; split it into smaller files";
    }
    String message = "";
    Matcher cause = CAUSE.matcher(text);
    while (cause.find()) {
      String found = cause.group("message");
      if (found != null && !found.isBlank() && !found.contains("org.apache.tika.parser")) {
        message = found;
      }
    }
    String kind = extension.isEmpty() ? "" : extension.substring(1).toUpperCase(Locale.ROOT) + " ";
    return message.isEmpty()
        ? "it is damaged or not a valid %sfile".formatted(kind)
        : "it is damaged or not a valid %sfile (%s)".formatted(kind, firstLine(message));
  }
}
