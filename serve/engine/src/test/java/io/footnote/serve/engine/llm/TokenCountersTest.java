package io.footnote.serve.engine.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.embed.TokenCounter;
import io.footnote.serve.engine.text.TokenBudget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TokenCountersTest {
  private static final Path SAMPLES = Path.of("../../data-samples/documents");

  private static TokenCounter encoding(String name) {
    return TokenCounters.ofEncoding(name).orElseThrow();
  }

  @Test
  void modelsOfKnownFamiliesAreCountedByTheirTokenizer() {
    String text = "Unused leave expires at the end of March.";
    assertThat(encoding("o200k_base").count(text)).isEqualTo(9);
    for (String model : List.of("gpt-4o-mini", "openai/gpt-5.1", "o3")) {
      assertThat(TokenCounters.ofModel(model).count(text)).as(model).isEqualTo(9);
    }
    assertThat(TokenCounters.ofModel("gpt-4-turbo").count("Überstunden"))
        .isEqualTo(encoding("cl100k_base").count("Überstunden"));
    assertThat(TokenCounters.ofModel("qwen3:8b").count(text))
        .isEqualTo(TokenBudget.upperBound(text));
    assertThat(TokenCounters.ofEncoding("latin")).isEmpty();
    assertThat(TokenCounters.encodings()).contains("cl100k_base, ").contains("o200k_base");
  }

  /** A special token in a document is text. */
  @Test
  void marksOfATokenizerInATextAreCountedAsText() {
    assertThat(encoding("cl100k_base").count("<|endoftext|>")).isGreaterThan(1);
  }

  @Test
  void theBoundIsAboveWhatTokenizersMakeOfTheSamplesAndNotFarAbove() throws Exception {
    try (Stream<Path> files = Files.walk(SAMPLES)) {
      List<Path> texts =
          files.filter(file -> file.toString().matches(".*\\.(md|txt|csv|jsonl|html)")).toList();
      assertThat(texts).hasSizeGreaterThan(5);
      for (Path file : texts) {
        String text = Files.readString(file);
        int bound = TokenBudget.upperBound(text);
        for (String name : List.of("cl100k_base", "o200k_base")) {
          assertThat(bound)
              .as("%s by %s", file, name)
              .isBetween(encoding(name).count(text), 2 * encoding(name).count(text));
        }
      }
    }
  }
}
