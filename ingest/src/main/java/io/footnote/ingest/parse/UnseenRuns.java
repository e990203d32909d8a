package io.footnote.ingest.parse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * What a text document of Word hides by the properties of runs: {@code w:vanish}, white type, type
 * too small to be read. Styles are not read.
 */
final class UnseenRuns extends DefaultHandler {
  private static final double HALF_POINTS = 2;
  private static final Set<String> OFF = Set.of("0", "false", "off");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,6}(?:\\.\\d{1,6})?");

  private final UnseenText unseen = new UnseenText();
  private boolean inRun;
  private boolean inText;
  private boolean hidden;
  private boolean white;
  private boolean onColor;
  private boolean small;

  private UnseenRuns() {}

  /** Nothing if the file is no such document. */
  static UnseenText of(Path file, String mime) throws IOException, SAXException {
    UnseenRuns reader = new UnseenRuns();
    if (mime.contains("wordprocessingml")) {
      try (ZipFile zip = new ZipFile(file.toFile())) {
        ZipEntry content = zip.getEntry("word/document.xml");
        if (content != null) {
          try (InputStream in = zip.getInputStream(content)) {
            XmlText.secureParser().parse(in, reader);
          }
        }
      }
    }
    return reader.unseen;
  }

  @Override
  public void startElement(String uri, String local, String name, Attributes attributes) {
    @Nullable String value = attributes.getValue("w:val");
    switch (name) {
      case "w:r" -> {
        inRun = true;
        hidden = false;
        white = false;
        onColor = false;
        small = false;
      }
      case "w:vanish" -> hidden = value == null || !OFF.contains(value);
      case "w:color" -> white = "FFFFFF".equalsIgnoreCase(value);
      case "w:shd", "w:highlight" -> onColor = true;
      case "w:sz" -> small = halfPoints(value) < HALF_POINTS * UnseenText.SMALLEST;
      case "w:t" -> inText = inRun;
      default -> {}
    }
  }

  @Override
  public void characters(char[] characters, int start, int length) {
    if (!inText) {
      return;
    }
    String text = new String(characters, start, length);
    if (small) {
      unseen.trick(text);
    }
    if (small || hidden || (white && !onColor)) {
      unseen.mayBeHarmless(text);
    }
  }

  @Override
  public void endElement(String uri, String local, String name) {
    switch (name) {
      case "w:r" -> inRun = false;
      case "w:t" -> inText = false;
      case "w:p" -> unseen.mayBeHarmless("\n");
      default -> {}
    }
  }

  /** A size that is none hides nothing. */
  private static double halfPoints(@Nullable String value) {
    return value != null && NUMBER.matcher(value).matches()
        ? Double.parseDouble(value)
        : Double.MAX_VALUE;
  }
}
