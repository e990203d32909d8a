package io.footnote.ingest.chunk;

import io.footnote.embed.TokenCounter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes the context of a document's chunks: the title, the nearest heading above, the table
 * header, a line each, nothing twice, within a number of tokens. Headings further out are left to
 * the heading path: in long documents they are the same for hundreds of chunks ("Part II") and blur
 * what is embedded. What does not fit goes in this order: the end of the table header, the heading,
 * the end of the title.
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
    String heading =
        headings.reversed().stream()
            .map(above -> shorten(above.replace('\n', ' '), MAX_HEADING_CHARACTERS))
            .filter(above -> !fold(title).contains(fold(above)))
            .findFirst()
            .orElse("");
    String header = tableHeader == null ? "" : shorten(tableHeader, MAX_HEADER_CHARACTERS);
    String shownTitle = title;
    String context = join(shownTitle, heading, header);
    while (tokens(context) > maxTokens) {
      if (header.length() > 40) {
        header = shorten(header, header.length() / 2);
      } else if (!header.isEmpty()) {
        header = "";
      } else if (!heading.isEmpty()) {
        heading = "";
      } else {
        shownTitle = shorten(shownTitle, shownTitle.length() / 2);
      }
      context = join(shownTitle, heading, header);
    }
    return context;
  }

  int tokens(String context) {
    return context.isEmpty() ? 0 : counted.computeIfAbsent(context, counter::count);
  }

  private static String join(String... lines) {
    return Arrays.stream(lines).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
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
