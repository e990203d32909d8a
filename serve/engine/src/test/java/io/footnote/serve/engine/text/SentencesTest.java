package io.footnote.serve.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SentencesTest {
  private static List<String> split(String text) {
    return Sentences.split(text).stream()
        .map(unit -> text.substring(unit.span().start(), unit.span().end()))
        .toList();
  }

  @Test
  void abbreviationsInitialsAndDecimalsEndNoSentence() {
    assertThat(
            split(
                "Dr. Smith met J. R. Miller at 3.5 p.m. in the office. They agreed, e.g. Monday."))
        .containsExactly(
            "Dr. Smith met J. R. Miller at 3.5 p.m. in the office.",
            "They agreed, e.g. Monday.");
  }

  @Test
  void aWrappedLineGoesOnAndAnItemStandsAlone() {
    assertThat(
            split(
                "The office opens at eight in the morning and it\ncloses at six. \n\n- Bring a badge\n- Bring a friend\n1. First step"))
        .containsExactly(
            "The office opens at eight in the morning and it\ncloses at six.",
            "- Bring a badge",
            "- Bring a friend",
            "1. First step");
  }

  @Test
  void rowsAndLabelsAreKnown() {
    assertThat(Sentences.split("Prices\n\nItem | Price\nTea | 2 euros\nAll prices are final."))
        .extracting(TextUnit::kind)
        .containsExactly(
            TextUnit.Kind.LABEL, TextUnit.Kind.ROW, TextUnit.Kind.ROW, TextUnit.Kind.SENTENCE);
  }
}
