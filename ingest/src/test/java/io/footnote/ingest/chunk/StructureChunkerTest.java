package io.footnote.ingest.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.embed.TokenCounter;
import io.footnote.index.model.Span;
import io.footnote.ingest.parse.ParsedDocument;
import io.footnote.ingest.parse.ParsedDocument.Block;
import io.footnote.ingest.parse.ParsedDocument.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringTokenizer;
import org.junit.jupiter.api.Test;

class StructureChunkerTest {
  private static final TokenCounter WORDS = text -> new StringTokenizer(text).countTokens();

  private final List<Block> blocks = new ArrayList<>();
  private final List<Span> pages = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  @Test
  void documentThatFitsIsOneChunk() {
    add(Kind.HEADING, 1, "Travel");
    add(Kind.PARAGRAPH, 0, "Book early.");
    add(Kind.HEADING, 1, "Meals");
    add(Kind.PARAGRAPH, 0, "Keep receipts.");

    List<Chunk> chunks = new StructureChunker(WORDS, 512).chunk("Handbook", document());

    assertThat(chunks).hasSize(1);
    assertThat(text(chunks.getFirst())).isEqualTo(text.toString().strip());
    assertThat(chunks.getFirst().context()).isEqualTo("Handbook");
  }

  @Test
  void longDocumentIsCutAtTopHeadingsAndRemembersTheHeadingsAbove() {
    add(Kind.HEADING, 1, "Handbook");
    for (String section : List.of("Travel", "Meals")) {
      add(Kind.HEADING, 2, section);
      add(Kind.PARAGRAPH, 0, sentences(section, 60));
    }

    List<Chunk> chunks = new StructureChunker(WORDS, 128).chunk("Rules", document());

    for (Chunk chunk : chunks) {
      assertThat(text(chunk).contains("Travel word") && text(chunk).contains("Meals word"))
          .isFalse();
    }
    Chunk last = chunks.getLast();
    assertThat(last.headingPath()).containsExactly("Handbook", "Meals");
    assertThat(last.context()).isEqualTo("Rules\nMeals");
    Chunk first = chunks.getFirst();
    assertThat(text(first)).startsWith("Handbook\n\nTravel\n\n");
    assertThat(first.context()).as("headings in the span are not repeated").isEqualTo("Rules");
  }

  @Test
  void rowsStayWholeAndTheTableHeaderIsRepeatedAsContext() {
    add(Kind.TABLE_HEADER, 0, "City | Rate");
    for (int i = 0; i < 100; i++) {
      add(Kind.TABLE_ROW, 0, "Town" + i + " | " + i);
    }

    List<Chunk> chunks = new StructureChunker(WORDS, 100).chunk("Rates", document());

    assertThat(chunks).hasSizeGreaterThan(2);
    assertThat(chunks.getFirst().context()).isEqualTo("Rates");
    for (Chunk chunk : chunks.subList(1, chunks.size())) {
      assertThat(chunk.context()).isEqualTo("Rates\nCity | Rate");
      assertThat(text(chunk)).startsWith("Town");
    }
  }

  @Test
  void captionAboveATableGoesWithItsHeader() {
    add(Kind.PARAGRAPH, 0, sentences("before", 60));
    add(Kind.PARAGRAPH, 0, "Table 4: Rates by town");
    add(Kind.TABLE_HEADER, 0, "City | Rate");
    for (int i = 0; i < 100; i++) {
      add(Kind.TABLE_ROW, 0, "Town" + i + " | " + i);
    }

    List<Chunk> chunks = new StructureChunker(WORDS, 100).chunk("", document());

    assertThat(chunks.getLast().context()).isEqualTo("Table 4: Rates by town\nCity | Rate");
    assertThat(chunks)
        .as("the header is never cut off from the first row")
        .noneMatch(chunk -> text(chunk).endsWith("City | Rate"));
  }

  @Test
  void chunksDoNotCrossPagesUnlessAPageIsNearlyEmpty() {
    for (String page : List.of("Cover", sentences("one", 8), sentences("two", 8))) {
      int start = text.isEmpty() ? 0 : text.length() + 2;
      add(Kind.PARAGRAPH, 0, page);
      pages.add(new Span(start, text.length()));
    }

    List<Chunk> chunks = new StructureChunker(WORDS, 512).chunk("", document());

    assertThat(chunks).extracting(Chunk::pageStart).containsExactly(1, 3);
    assertThat(chunks).extracting(Chunk::pageEnd).containsExactly(2, 3);
  }

  @Test
  void giantSentenceIsCutBetweenWords() {
    add(Kind.PARAGRAPH, 0, "word ".repeat(50_000).strip());

    List<Chunk> chunks = new StructureChunker(WORDS, 512).chunk("", document());

    assertThat(chunks).allSatisfy(chunk -> assertThat(text(chunk)).matches("(?s)word( word)*"));
    assertThat(chunks.stream().mapToInt(chunk -> WORDS.count(text(chunk))).sum()).isEqualTo(50_000);
  }

  @Test
  void idNamesWhatDeterminesTheChunks() {
    assertThat(new StructureChunker(WORDS, 512).chunkerId())
        .isEqualTo("structure-3 window=500 target=320 context=100");
    assertThat(new StructureChunker(WORDS, 8192).chunkerId())
        .as("a model that reads more gets the same chunks")
        .isEqualTo("structure-3 window=500 target=320 context=100");
  }

  @Test
  void randomDocumentsAreCoveredInOrderWithinTheLimit() {
    long seed = Long.getLong("footnote.seed", System.nanoTime());
    System.out.println("StructureChunkerTest: repeat with -Dfootnote.seed=" + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      randomDocument(random);
      int maxTokens = 40 + random.nextInt(500);
      List<Chunk> chunks =
          new StructureChunker(WORDS, maxTokens).chunk("A title of it", document());

      int covered = 0;
      for (Chunk chunk : chunks) {
        assertThat(text.substring(covered, chunk.span().start())).isBlank();
        assertThat(text(chunk)).isEqualTo(text(chunk).strip()).isNotEmpty();
        covered = chunk.span().end();
        assertThat(WORDS.count(chunk.context() + "\n" + text(chunk)) + 2)
            .isLessThanOrEqualTo(maxTokens);
        if (!pages.isEmpty()) {
          assertThat(chunk.pageStart()).isEqualTo(page(chunk.span().start()));
          assertThat(chunk.pageEnd()).isEqualTo(page(chunk.span().end() - 1));
        }
      }
      assertThat(text.substring(covered)).isBlank();
    }
  }

  private void randomDocument(Random random) {
    blocks.clear();
    pages.clear();
    text.setLength(0);
    boolean paged = random.nextBoolean();
    int pageStart = 0;
    int count = random.nextInt(60);
    for (int i = 0; i < count; i++) {
      Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
      String content = sentences("w" + i, 1 + random.nextInt(random.nextInt(10) == 0 ? 400 : 12));
      if (random.nextInt(20) == 0) {
        content = "x".repeat(1 + random.nextInt(20_000));
      }
      int start = text.isEmpty() ? 0 : text.length() + 2;
      if (random.nextInt(10) == 0) {
        text.append("\n\n").append(content); // text that no block claims
      } else {
        add(kind, kind == Kind.HEADING ? 1 + random.nextInt(6) : 0, content);
      }
      pageStart = pageStart < 0 ? start : pageStart;
      if (paged && random.nextInt(5) == 0) {
        pages.add(new Span(pageStart, text.length()));
        pageStart = -1;
      }
    }
    if (paged && pageStart >= 0) {
      pages.add(new Span(Math.min(pageStart, text.length()), text.length()));
    }
  }

  private int page(int position) {
    for (int i = 0; i < pages.size(); i++) {
      if (position < pages.get(i).end()) {
        return i + 1;
      }
    }
    return pages.size();
  }

  private void add(Kind kind, int level, String content) {
    if (!text.isEmpty()) {
      text.append("\n\n");
    }
    blocks.add(new Block(kind, level, new Span(text.length(), text.length() + content.length())));
    text.append(content);
  }

  private static String sentences(String word, int count) {
    StringBuilder sentences = new StringBuilder();
    for (int i = 0; i < count; i++) {
      sentences
          .append(i == 0 ? "" : i % 7 == 0 ? "\n" : " ")
          .append(word)
          .append(" word")
          .append(i)
          .append('.');
    }
    return sentences.toString();
  }

  private String text(Chunk chunk) {
    return text.substring(chunk.span().start(), chunk.span().end());
  }

  private ParsedDocument document() {
    return new ParsedDocument(
        "", "text/plain", "und", text.toString(), pages, blocks, Map.of(), List.of());
  }
}
