package io.footnote.ingest.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordCounterTest {
  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "' \t\n', 0",
    "'a mast', 2",
    "'Spring, autumn.', 4",
    "'abcdef', 1",
    "'abcdefg', 2",
    "'12.50 €', 4",
    "'漢字かな', 3",
    "'😀', 1"
  })
  void countsWordsAndSigns(String text, int tokens) {
    assertThat(new WordCounter().count(text)).isEqualTo(tokens);
  }
}
