package io.footnote.ingest.chunk;

import io.footnote.embed.TokenCounter;
import io.footnote.index.model.Span;
import io.footnote.ingest.parse.ParsedDocument;
import io.footnote.ingest.parse.ParsedDocument.Block;
import io.footnote.ingest.parse.ParsedDocument.Kind;
import java.text.BreakIterator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a document into atoms, in order, covering all its text that is not white space. Tokens are
 * counted once for each paragraph, and once more for each sentence of the long ones.
 */
final class Atoms {
  /** Paragraphs up to this many tokens stay whole. */
  private static final int WHOLE_PARAGRAPH_TOKENS = 64;

  /** A short line such as {@code Table 3: Rates}. */
  private static final Pattern CAPTION =
      Pattern.compile("(?i)(?:table|tab\\.|tabelle|schedule|exhibit)\\s+[A-Z]?\\d[^\\n]{0,140}");

  /** Longest piece whose tokens are counted at once; keeps a giant line from the tokenizer. */
  private static final int MAX_COUNTED_CHARACTERS = 8192;

  private final ParsedDocument document;
  private final String text;
  private final TokenCounter counter;
  private final int maxTokens;
  private final List<Atom> atoms = new ArrayList<>();
  private final Deque<Block> openHeadings = new ArrayDeque<>();
  private List<String> path = List.of();
  private @Nullable String tableHeader;

  /** The paragraph before, if it names the table that may follow. */
  private @Nullable String caption;

  private int blockNumber;
  private int page;

  private Atoms(ParsedDocument document, TokenCounter counter, int maxTokens) {
    this.document = document;
    this.text = document.text();
    this.counter = counter;
    this.maxTokens = maxTokens;
  }

  /**
   * @param maxTokens no atom has more, unless a single character does
   */
  static List<Atom> of(ParsedDocument document, TokenCounter counter, int maxTokens) {
    Atoms atoms = new Atoms(document, counter, maxTokens);
    int covered = 0;
    for (Block block : document.blocks()) {
      int start = Math.max(covered, block.span().start());
      if (block.span().end() <= start) {
        continue;
      }
      atoms.plain(covered, start);
      atoms.pages(block, start, block.span().end());
      covered = block.span().end();
    }
    atoms.plain(covered, atoms.text.length());
    return atoms.atoms;
  }

  /** Text that no block claims is a paragraph. */
  private void plain(int start, int end) {
    pages(new Block(Kind.PARAGRAPH, 0, new Span(start, end)), start, end);
  }

  /** A block that goes over pages is cut where they end. */
  private void pages(Block block, int start, int end) {
    int from = start;
    for (int number = Math.max(page(from), 1); number < document.pages().size(); number++) {
      int pageEnd = document.pages().get(number - 1).end();
      if (pageEnd >= end) {
        break;
      }
      if (pageEnd > from) {
        block(block, from, pageEnd);
        from = pageEnd;
      }
    }
    block(block, from, end);
  }

  private void block(Block block, int blockStart, int blockEnd) {
    int start = skipSpace(blockStart, blockEnd);
    int end = trimSpace(start, blockEnd);
    if (start == end) {
      return;
    }
    blockNumber++;
    switch (block.kind()) {
      case HEADING -> {
        openHeading(block);
        tableHeader = null;
        split(start, end, block);
      }
      case TABLE_HEADER -> {
        String named = caption;
        tableHeader = named;
        split(start, end, block);
        String header = text.substring(start, end);
        tableHeader = named == null ? header : named + "\n" + header;
      }
      case TABLE_ROW -> split(start, end, block);
      case CODE -> {
        tableHeader = null;
        lines(start, end, block);
      }
      case PARAGRAPH, LIST_ITEM -> {
        tableHeader = null;
        sentences(start, end, block);
      }
    }
    caption =
        block.kind() == Kind.PARAGRAPH && CAPTION.matcher(text.substring(start, end)).matches()
            ? text.substring(start, end)
            : null;
  }

  private void openHeading(Block heading) {
    while (!openHeadings.isEmpty() && openHeadings.getLast().level() >= heading.level()) {
      openHeadings.removeLast();
    }
    openHeadings.addLast(heading);
    path =
        openHeadings.stream()
            .map(open -> text.substring(open.span().start(), open.span().end()))
            .toList();
  }

  private void sentences(int start, int end, Block block) {
    int tokens = end - start > MAX_COUNTED_CHARACTERS ? Integer.MAX_VALUE : count(start, end);
    if (tokens <= Math.min(WHOLE_PARAGRAPH_TOKENS, maxTokens)) {
      add(start, end, tokens, block);
      return;
    }
    // Lines of a page are no sentences: a line break inside a sentence must not end it.
    BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
    breaks.setText(text.substring(start, end).replace('\n', ' '));
    int from = breaks.first();
    for (int to = breaks.next(); to != BreakIterator.DONE; from = to, to = breaks.next()) {
      int sentenceStart = skipSpace(start + from, start + to);
      int sentenceEnd = trimSpace(sentenceStart, start + to);
      if (sentenceStart < sentenceEnd) {
        longSentence(sentenceStart, sentenceEnd, block);
      }
    }
  }

  /** Long sentences of several lines are lists or tables without marks: their lines are atoms. */
  private void longSentence(int start, int end, Block block) {
    int lineEnd = text.indexOf('\n', start);
    if (lineEnd < 0 || lineEnd >= end) {
      split(start, end, block);
      return;
    }
    int tokens = end - start > MAX_COUNTED_CHARACTERS ? Integer.MAX_VALUE : count(start, end);
    if (tokens <= Math.min(WHOLE_PARAGRAPH_TOKENS, maxTokens)) {
      add(start, end, tokens, block);
    } else {
      lines(start, end, block);
    }
  }

  private void lines(int start, int end, Block block) {
    int from = start;
    while (from < end) {
      int lineBreak = text.indexOf('\n', from);
      int to = lineBreak < 0 || lineBreak >= end ? end : lineBreak;
      int lineEnd = trimSpace(from, to);
      if (from < lineEnd) {
        split(from, lineEnd, block);
      }
      from = skipSpace(to, end);
    }
  }

  /** Adds a piece whole if it is short enough, else halves it near its middle, between words. */
  private void split(int start, int end, Block block) {
    if (end - start <= MAX_COUNTED_CHARACTERS) {
      int tokens = count(start, end);
      if (tokens <= maxTokens || end - start <= 1) {
        add(start, end, tokens, block);
        return;
      }
    }
    int middle = cut(start, end);
    int firstEnd = trimSpace(start, middle);
    int secondStart = skipSpace(middle, end);
    split(start, firstEnd, block);
    split(secondStart, end, block);
  }

  /** The word boundary nearest to the middle, or the middle if there is none near. */
  private int cut(int start, int end) {
    int middle = (start + end) >>> 1;
    int reach = Math.min((end - start) / 2 - 1, 1000);
    for (int distance = 0; distance < reach; distance++) {
      if (Character.isWhitespace(text.charAt(middle + distance))) {
        return middle + distance;
      }
      if (middle - distance > start && Character.isWhitespace(text.charAt(middle - distance))) {
        return middle - distance;
      }
    }
    boolean insidePair =
        Character.isLowSurrogate(text.charAt(middle))
            && Character.isHighSurrogate(text.charAt(middle - 1));
    return insidePair && middle + 1 < end ? middle + 1 : middle;
  }

  private int count(int start, int end) {
    return counter.count(text.substring(start, end));
  }

  private void add(int start, int end, int tokens, Block block) {
    atoms.add(
        new Atom(
            start,
            end,
            tokens,
            block.kind(),
            block.level(),
            blockNumber,
            page(start),
            path,
            tableHeader));
  }

  private int page(int position) {
    List<Span> pages = document.pages();
    if (pages.isEmpty()) {
      return 0;
    }
    if (page == 0) {
      page = 1;
    }
    while (page < pages.size() && position >= pages.get(page - 1).end()) {
      page++;
    }
    return page;
  }

  private int skipSpace(int from, int end) {
    int start = from;
    while (start < end && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    return start;
  }

  private int trimSpace(int start, int to) {
    int end = to;
    while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }
}
