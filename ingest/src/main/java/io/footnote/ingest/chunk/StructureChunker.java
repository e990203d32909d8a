package io.footnote.ingest.chunk;

import io.footnote.embed.TokenCounter;
import io.footnote.index.model.Span;
import io.footnote.ingest.parse.ParsedDocument;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts documents into chunks that an embedding model reads whole.
 *
 * <p>A document that fits is one chunk. A longer one is first divided into segments: at pages (a
 * citation names a page), at its top headings, and at other headings once there is enough before
 * them. A segment that is too long is cut into parts of about equal length, between blocks rather
 * than sentences, between sentences rather than words. Chunks do not overlap; what they lose of
 * their surroundings comes back as context: title, heading, table header.
 *
 * <p>Lengths are sums of the counts of the parts, which no common tokenizer exceeds for the whole
 * by more than the reserve. Thread-safe.
 */
public final class StructureChunker {
  /** Tokens of a part of a long segment; a few paragraphs, as passage collections have them. */
  private static final int TARGET_TOKENS = 320;

  /** Longest input of a chunk even if the model reads more: longer ones blur into one vector. */
  private static final int MAX_WINDOW_TOKENS = 512;

  /** For special tokens, a prefix such as {@code passage:}, and differences in counting. */
  private static final int RESERVED_TOKENS = 12;

  /** A section with less joins the next one. */
  private static final int TINY_SECTION_TOKENS = 48;

  /** A page with less, such as a title slide, joins its neighbour. */
  private static final int TINY_PAGE_TOKENS = 16;

  private final TokenCounter counter;
  private final String measure;
  private final int window;
  private final int maxContext;
  private final int target;

  /**
   * @param maxTokens tokens the model reads, special tokens included; at least 32
   */
  public StructureChunker(TokenCounter counter, int maxTokens) {
    this(counter, maxTokens, "");
  }

  /** For an index that no model reads: chunks about as long as those that one does. */
  public static StructureChunker lexicalOnly() {
    return new StructureChunker(new WordCounter(), MAX_WINDOW_TOKENS, " counter=words-1");
  }

  /**
   * @param measure names a counter that is not that of the index's model; else empty
   */
  private StructureChunker(TokenCounter counter, int maxTokens, String measure) {
    if (maxTokens < 32) {
      throw new IllegalArgumentException("maxTokens must be at least 32, but got: " + maxTokens);
    }
    this.counter = stoppable(counter);
    this.measure = measure;
    this.window = Math.min(maxTokens, MAX_WINDOW_TOKENS) - RESERVED_TOKENS;
    this.maxContext = window / 5;
    this.target = Math.min(TARGET_TOKENS, (window - maxContext) * 4 / 5);
  }

  /** Counting is most of the work: an interrupted thread ends at the next text. */
  private static TokenCounter stoppable(TokenCounter counter) {
    return text -> {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted while a document was divided into chunks");
      }
      return counter.count(text);
    };
  }

  /** Names the algorithm and its settings; goes into the index's manifest. */
  public String chunkerId() {
    return "structure-3 window=%d target=%d context=%d".formatted(window, target, maxContext)
        + measure;
  }

  /**
   * @param title what the document is called in the context of its chunks; may be empty
   * @return chunks in order, covering all text that is not white space; none for a blank document
   */
  public List<Chunk> chunk(String title, ParsedDocument document) {
    ChunkContext context = new ChunkContext(title, counter, maxContext);
    Chunk whole = whole(document, context);
    if (whole != null) {
      return List.of(whole);
    }
    int limit = window - maxContext;
    List<Chunk> chunks = new ArrayList<>();
    for (List<Atom> segment : segments(Atoms.of(document, counter, limit))) {
      for (List<Atom> part : new BalancedParts(segment, limit, target).parts()) {
        chunks.add(chunk(part, context));
      }
    }
    return chunks;
  }

  private @Nullable Chunk whole(ParsedDocument document, ChunkContext context) {
    String text = document.text();
    // No tokenizer has fewer than a token for ten characters of prose; do not count what is long.
    if (document.pages().size() > 1 || text.length() > window * 12L || text.isBlank()) {
      return null;
    }
    int start = 0;
    int end = text.length();
    while (Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    while (Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    String titled = context.of(List.of(), null);
    if (context.tokens(titled) + counter.count(text) > window) {
      return null;
    }
    int page = document.pages().isEmpty() ? 0 : 1;
    return new Chunk(new Span(start, end), page, page, List.of(), titled);
  }

  private List<List<Atom>> segments(List<Atom> atoms) {
    int top = topLevel(atoms);
    List<List<Atom>> segments = new ArrayList<>();
    List<Atom> segment = new ArrayList<>();
    int tokens = 0;
    for (Atom atom : atoms) {
      if (!segment.isEmpty() && startsSegment(segment.getLast(), atom, tokens, top)) {
        segments.add(segment);
        segment = new ArrayList<>();
        tokens = 0;
      }
      segment.add(atom);
      tokens += atom.tokens();
    }
    if (!segment.isEmpty()) {
      segments.add(segment);
    }
    return segments;
  }

  private boolean startsSegment(Atom last, Atom next, int tokens, int top) {
    if (last.page() != next.page()) {
      return tokens >= TINY_PAGE_TOKENS;
    }
    if (!next.isHeading() || last.isHeading()) {
      return false;
    }
    return tokens >= (next.level() <= top ? TINY_SECTION_TOKENS : target / 2);
  }

  /** The outermost heading level that occurs more than once; a single one is the title. */
  private static int topLevel(List<Atom> atoms) {
    int[] seen = new int[7];
    for (Atom atom : atoms) {
      if (atom.isHeading()) {
        seen[Math.clamp(atom.level(), 1, 6)]++;
      }
    }
    for (int level = 1; level <= 6; level++) {
      if (seen[level] > 1) {
        return level;
      }
    }
    return 6;
  }

  private static Chunk chunk(List<Atom> part, ChunkContext context) {
    Atom first = part.getFirst();
    Atom last = part.getLast();
    List<String> path = first.path();
    Set<String> inside = new HashSet<>();
    boolean headings = true;
    for (Atom atom : part) {
      headings &= atom.isHeading();
      // Headings at the beginning apply to all that follows; later ones only to what they share.
      path = headings ? atom.path() : common(path, atom.path());
      if (atom.isHeading() && !atom.path().isEmpty()) {
        inside.add(atom.path().getLast());
      }
    }
    List<String> above = path.stream().filter(heading -> !inside.contains(heading)).toList();
    return new Chunk(
        new Span(first.start(), last.end()),
        first.page(),
        last.page(),
        path,
        context.of(above, first.tableHeader()));
  }

  private static List<String> common(List<String> a, List<String> b) {
    int length = 0;
    while (length < Math.min(a.size(), b.size()) && a.get(length).equals(b.get(length))) {
      length++;
    }
    return length == a.size() ? a : a.subList(0, length);
  }
}
