package io.footnote.ingest.parse;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Copies rich text with marks in it that say what Tika's parser does not tell: which paragraphs are
 * headings, and where cells and rows end. The marks are characters of the private use area, which
 * {@link RtfXhtml} takes out again. After the Rich Text Format Specification 1.9.1; what is not
 * known is copied as it is.
 */
final class RtfMarks {
  /** Before the text of a paragraph in a cell. */
  static final char IN_CELL = '\uE001';

  static final char CELL_END = '\uE002';
  static final char ROW_END = '\uE003';

  /** Plus the level, before the text of a heading. */
  static final char HEADING = '\uE010';

  static final int DEEPEST = 6;

  /** Groups whose text is not that of the document. */
  private static final Set<String> ASIDE =
      Set.of(
          "fonttbl",
          "colortbl",
          "info",
          "pict",
          "object",
          "header",
          "headerl",
          "headerr",
          "headerf",
          "footer",
          "footerl",
          "footerr",
          "footerf",
          "footnote",
          "annotation");

  private final InputStream in;
  private final OutputStream out;
  private final Map<Integer, Integer> levelsOfStyles = new HashMap<>();
  private final Deque<Group> groups = new ArrayDeque<>();
  private Group group = new Group(Kind.TEXT);

  /** Whether the paragraph has its mark. */
  private boolean marked;

  private RtfMarks(InputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  /** Writes the marked copy of a file into another one. */
  static Path copy(Path file, Path to) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(to))) {
      new RtfMarks(in, out).copy();
    }
    return to;
  }

  private void copy() throws IOException {
    for (int next = in.read(); next >= 0; next = in.read()) {
      switch (next) {
        case '{' -> {
          groups.push(group);
          group = group.inner();
          out.write(next);
        }
        case '}' -> {
          endGroup();
          out.write(next);
        }
        case '\\' -> control();
        default -> {
          if (next > ' ' || group.kind == Kind.STYLE) {
            text((char) next);
          }
          out.write(next);
        }
      }
    }
  }

  private void endGroup() {
    if (group.kind == Kind.STYLE && group.style >= 0) {
      levelsOfStyles.put(group.style, group.level > 0 ? group.level : levelByName(group.name));
    }
    if (!groups.isEmpty()) {
      group = groups.pop();
    }
  }

  private static int levelByName(StringBuilder name) {
    String lower = name.toString().strip().toLowerCase(Locale.ROOT);
    return lower.matches("heading ?[1-9];") ? level(lower.charAt(lower.length() - 2) - '0') : 0;
  }

  private static int level(int level) {
    return Math.min(DEEPEST, level);
  }

  /** A word such as {@code \outlinelevel1}, with the space that ends it, or a symbol. */
  private void control() throws IOException {
    in.mark(1);
    int next = in.read();
    if (next < 0) {
      return;
    }
    if (!isLetter(next)) {
      symbol(next);
      return;
    }
    StringBuilder name = new StringBuilder();
    while (isLetter(next)) {
      name.append((char) next);
      in.mark(1);
      next = in.read();
    }
    StringBuilder number = new StringBuilder();
    while ((next == '-' && number.isEmpty()) || (next >= '0' && next <= '9')) {
      number.append((char) next);
      in.mark(1);
      next = in.read();
    }
    if (next >= 0 && next != ' ') {
      in.reset();
    }
    word(name.toString(), number(number));
    out.write(
        ("\\" + name + number + (next == ' ' ? " " : "")).getBytes(StandardCharsets.US_ASCII));
    if (name.toString().equals("bin")) {
      out.write(in.readNBytes(Math.max(0, number(number)))); // a picture, perhaps with braces
    }
  }

  private void symbol(int symbol) throws IOException {
    if (symbol == '*') {
      group.kind = Kind.ASIDE;
    } else if (symbol == '\'' || symbol == '{' || symbol == '}' || symbol == '\\') {
      text((char) symbol);
    } else if (symbol == '\n' || symbol == '\r') {
      marked = false; // a paragraph ends
    }
    out.write('\\');
    out.write(symbol);
  }

  private void word(String name, int number) throws IOException {
    if (ASIDE.contains(name)) {
      group.kind = Kind.ASIDE;
    } else if (name.equals("stylesheet")) {
      group.kind = Kind.STYLES;
    } else if (group.kind == Kind.STYLE) {
      style(name, number);
    } else if (group.kind == Kind.TEXT) {
      inText(name, number);
    }
  }

  private void style(String name, int number) {
    switch (name) {
      case "s" -> group.style = number;
      case "outlinelevel" -> group.level = number < 9 ? level(number + 1) : 0;
      default -> {}
    }
  }

  private void inText(String name, int number) throws IOException {
    switch (name) {
      case "pard" -> {
        group.level = 0;
        group.inTable = false;
      }
      case "s" -> group.level = levelsOfStyles.getOrDefault(number, 0);
      case "outlinelevel" -> group.level = number < 9 ? level(number + 1) : 0;
      case "intbl" -> group.inTable = true;
      case "u" -> text('u');
      case "par", "sect" -> marked = false;
      case "cell" -> {
        write(CELL_END);
        marked = false;
      }
      case "row" -> {
        write(ROW_END);
        marked = false;
      }
      default -> {}
    }
  }

  /** A visible character is about to be copied. */
  private void text(char character) throws IOException {
    if (group.kind == Kind.STYLE) {
      group.name.append(character == '\'' ? ' ' : character);
    } else if (group.kind == Kind.TEXT && !marked) {
      marked = true;
      if (group.inTable) {
        write(IN_CELL);
      } else if (group.level > 0) {
        write((char) (HEADING + group.level));
      }
    }
  }

  private void write(char mark) throws IOException {
    String escaped = "{\\uc1\\u" + (mark - 0x10000) + "?}";
    out.write(escaped.getBytes(StandardCharsets.US_ASCII));
  }

  private static boolean isLetter(int character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
  }

  private static int number(StringBuilder digits) {
    try {
      return digits.isEmpty() ? 0 : Integer.parseInt(digits, 0, digits.length(), 10);
    } catch (NumberFormatException e) {
      return 0; // more than any number that means something
    }
  }

  private enum Kind {
    TEXT,
    ASIDE,
    STYLES,
    STYLE
  }

  /** What holds until the end of a group. */
  private static final class Group {
    Kind kind;
    int level;
    boolean inTable;

    /** Number of the style that the group defines; a paragraph's default style has none. */
    int style = -1;

    final StringBuilder name = new StringBuilder();

    Group(Kind kind) {
      this.kind = kind;
    }

    Group inner() {
      Group inner = new Group(kind == Kind.STYLES ? Kind.STYLE : kind);
      inner.level = level;
      inner.inTable = inTable;
      return inner;
    }
  }
}
