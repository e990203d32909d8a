package io.footnote.serve.server.json;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header that names a file that is to be saved, in the encoding of RFC 8187, which can name
 * every file.
 */
public final class ContentDisposition {
  public static final String HEADER = "Content-Disposition";

  private static final Pattern FILE_NAME = Pattern.compile("filename\\*=UTF-8''([^;\\s]*)");

  private ContentDisposition() {}

  /** What the header says for a name. */
  public static String write(String fileName) {
    return "attachment; filename*=UTF-8''"
        + URLEncoder.encode(fileName, StandardCharsets.UTF_8)
            .replace("+", "%20")
            .replace("*", "%2A");
  }

  /**
   * The name that {@link #write} wrote.
   *
   * @param otherwise the name if the header is none that it wrote
   */
  public static String fileName(String header, String otherwise) {
    Matcher matcher = FILE_NAME.matcher(header);
    return matcher.find() ? URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8) : otherwise;
  }
}
