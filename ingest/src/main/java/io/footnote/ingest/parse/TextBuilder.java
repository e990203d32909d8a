package io.footnote.ingest.parse;

import io.footnote.index.model.MetadataValue;
import io.footnote.index.model.Span;
import io.footnote.ingest.parse.ParsedDocument.Attachment;
import io.footnote.ingest.parse.ParsedDocument.Block;
import io.footnote.ingest.parse.ParsedDocument.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds a document's text block by block and notes where each stands. White space is normalised
 * here, once: all offsets refer to the result. List items and table rows are separated by a line
 * break, other blocks by an empty line.
 */
final class TextBuilder {
  /** Longest text of all, in UTF-16 code units. */
  static final int MAX_CHARACTERS = 100_000_000;

  private final int maxCharacters;
  private final StringBuilder text = new StringBuilder();
  private final List<Block> blocks = new ArrayList<>();
  private final List<Span> pages = new ArrayList<>();
  private int pageStart = -1;
  private @Nullable Kind last;

  TextBuilder() {
    this(MAX_CHARACTERS);
  }

  /**
   * @param maxCharacters longest text, in UTF-16 code units
   */
  TextBuilder(int maxCharacters) {
    this.maxCharacters = Math.min(maxCharacters, MAX_CHARACTERS);
  }

  /** Whether nothing but white space was added so far. */
  boolean isEmpty() {
    return text.isEmpty();
  }

  /** Whether what was added so far is this text, to the letter. */
  boolean holds(String expected) {
    return expected.contentEquals(text);
  }

  /**
   * Adds a block; nothing happens if it is blank.
   *
   * @param level 1 to 6 for headings, else 0
   */
  void block(Kind kind, int level, CharSequence content) {
    String clean = kind == Kind.CODE ? Whitespace.trimLines(content) : Whitespace.collapse(content);
    if (clean.isEmpty()) {
      return;
    }
    if (text.length() + (long) clean.length() > maxCharacters) {
      throw new TextTooLongException(maxCharacters);
    }
    if (last != null) {
      text.append(isLine(kind) && isLine(last) ? "\n" : "\n\n");
    }
    int start = text.length();
    text.append(clean);
    blocks.add(new Block(kind, level, new Span(start, text.length())));
    last = kind;
  }

  /** Begins a page; the one before ends here. */
  void startPage() {
    endPage();
    pageStart = blocks.size();
  }

  /** Ends the open page, if any; a page without text still counts. */
  void endPage() {
    if (pageStart < 0) {
      return;
    }
    pages.add(
        pageStart == blocks.size()
            ? new Span(text.length(), text.length())
            : new Span(blocks.get(pageStart).span().start(), text.length()));
    pageStart = -1;
  }

  /** The document; an open page is ended. */
  ParsedDocument build(
      String title,
      String mime,
      String language,
      Map<String, List<MetadataValue>> metadata,
      List<Attachment> attachments) {
    endPage();
    return new ParsedDocument(
        Whitespace.collapse(title).replace('\n', ' '),
        mime,
        language,
        text.toString(),
        pages,
        blocks,
        metadata,
        attachments);
  }

  /** The text of the first heading, or the empty string. */
  String firstHeading() {
    for (Block block : blocks) {
      if (block.kind() == Kind.HEADING) {
        return text.substring(block.span().start(), block.span().end());
      }
    }
    return "";
  }

  private static boolean isLine(Kind kind) {
    return switch (kind) {
      case LIST_ITEM, TABLE_HEADER, TABLE_ROW -> true;
      case HEADING, PARAGRAPH, CODE -> false;
    };
  }

  /** The text is longer than it may be. */
  static final class TextTooLongException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TextTooLongException(int most) {
      super(
          String.format(
              Locale.ROOT,
              "it has more than %,d characters of text; split it into smaller files",
              most));
    }
  }
}
