package io.footnote.serve.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CourtesyTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Hi, who approves claims? | who approves claims?",
        "Hello there! Who approves claims? | Who approves claims?",
        "hey who approves claims | who approves claims",
        "Good morning team, who approves claims? Many thanks! | who approves claims?",
        "Guten Tag, wer genehmigt Reisen? Danke. | wer genehmigt Reisen?",
        "Who approves claims, thanks in advance | Who approves claims,"
      })
  void politeWordsAreNoPartOfAQuestion(String turn, String question) {
    assertThat(Courtesy.without(turn)).isEqualTo(question);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Hello Kitty sales 2023",
        "Who approves claims?",
        "Hi!",
        "Thanks",
        "How do I say thanks?",
        "high, low and mean water"
      })
  void whatIsNotPoliteStays(String turn) {
    assertThat(Courtesy.without(turn)).isEqualTo(turn);
  }
}
