package io.footnote.ingest.chunk;

import io.footnote.embed.TokenCounter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the context of a document's chunks: the title, the headings above, the table header, a
 * line each, nothing twice, within a number of tokens. What does not fit goes in this order:
 * headings from the second outermost inward, the end of the table header, the end of the title.
 */
final class ChunkContext {
  private static final int MAX_TITLE_CHARACTERS = 300;
  private static final int MAX_HEADING_CHARACTERS = 150;
  private static final int MAX_HEADER_CHARACTERS = 400;

  private final String title;
  private final TokenCounter counter;
  private final int maxTokens;
  private final Map<String, Integer> counted = new HashMap<>();

  ChunkContext(String title, TokenCounter counter, int maxTokens) {
    this.title = shorten(title.strip(), MAX_TITLE_CHARACTERS);
    this.counter = counter;
    this.maxTokens = maxTokens;
  }

  /**
   * @param headings above the chunk and not in it, outermost first
   * @param tableHeader of the table that the chunk begins in, unless it is in the chunk
   */
  String of(List<String> headings, @Nullable String tableHeader) {
    List<String> kept = new ArrayList<>();
    String seen = fold(title);
    for (String heading : headings) {
      String shortened = shorten(heading.replace('\n', ' '), MAX_HEADING_CHARACTERS);
      if (!seen.contains(fold(shortened))) {
        kept.add(shortened);
        seen += "\n" + fold(shortened);
      }
    }
    String header = tableHeader == null ? "" : shorten(tableHeader, MAX_HEADER_CHARACTERS);
    String shownTitle = title;
    String context = join(shownTitle, kept, header);
    while (tokens(context) > maxTokens) {
      if (kept.size() > 1) {
        kept.remove(kept.size() > 2 ? 1 : 0);
      } else if (header.length() > 40) {
        header = shorten(header, header.length() / 2);
      } else if (!header.isEmpty()) {
        header = "";
      } else if (!kept.isEmpty()) {
        kept.clear();
      } else {
        shownTitle = shorten(shownTitle, shownTitle.length() / 2);
      }
      context = join(shownTitle, kept, header);
    }
    return context;
  }

  int tokens(String context) {
    return context.isEmpty() ? 0 : counted.computeIfAbsent(context, counter::count);
  }

  private static String join(String title, List<String> headings, String header) {
    List<String> lines = new ArrayList<>();
    if (!title.isEmpty()) {
      lines.add(title);
    }
    if (!headings.isEmpty()) {
      lines.add(String.join(" > ", headings));
    }
    if (!header.isEmpty()) {
      lines.add(header);
    }
    return String.join("\n", lines);
  }

  private static String fold(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** At most {@code length} characters, cut between words where possible. */
  private static String shorten(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    int space = text.lastIndexOf(' ', length);
    int end = space > length / 2 ? space : length;
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end).strip();
  }
}
