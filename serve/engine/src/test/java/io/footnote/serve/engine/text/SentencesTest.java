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
            "Dr. Smith met J. R. Miller at 3.5 p.m. in the office.", "They agreed, e.g. Monday.");
  }

  @Test
  void aWrappedLineGoesOnAndAnItemStandsAlone() {
    assertThat(
            split(
                "The office opens at eight in the morning and it\n"
                    + "closes at six. \n\n"
                    + "- Bring a badge\n"
                    + "- Bring a friend\n"
                    + "1. First step"))
        .containsExactly(
            "The office opens at eight in the morning and it\ncloses at six.",
            "- Bring a badge",
            "- Bring a friend",
            "1. First step");
  }

  @Test
  void aLineOfFiguresIsARowEvenIfItBeginsWithASmallLetter() {
    assertThat(split("Oban Kiel\nless than 2 26 30\n2 to 4 27 30"))
        .containsExactly("Oban Kiel", "less than 2 26 30", "2 to 4 27 30");
  }

  @Test
  void rowsAndLabelsAreKnown() {
    assertThat(Sentences.split("Prices\n\nItem | Price\nTea | 2 euros\nAll prices are final."))
        .extracting(TextUnit::kind)
        .containsExactly(
            TextUnit.Kind.LABEL, TextUnit.Kind.ROW, TextUnit.Kind.ROW, TextUnit.Kind.SENTENCE);
  }

  private static List<TextUnit.Kind> kinds(String text) {
    return Sentences.split(text).stream().map(TextUnit::kind).toList();
  }

  @Test
  void shortLinesThatStateSomethingAreTheirOwnKind() {
    assertThat(
            kinds(
                "3 Technical data\n\nGreatest depth at 33 kHz 640 m\n\nBudget 2025\n\n"
                    + "312 solar panels on the roof give 14 per cent\n\nPage 3 of 9"))
        .containsExactly(
            TextUnit.Kind.LABEL,
            TextUnit.Kind.LINE,
            TextUnit.Kind.LABEL,
            TextUnit.Kind.LINE,
            TextUnit.Kind.LABEL);
  }

  @Test
  void aRowOfCodesGoesOnToTheNextCode() {
    assertThat(
            split(
                "Priority Meaning Response\n\nP1 no reading on\na vessel\n\n1 hour 24 hours\n\n"
                    + "P2 reading unreliable\n\n4 hours 48 hours\n\nThe time begins with the call."))
        .containsExactly(
            "Priority Meaning Response",
            "P1 no reading on\na vessel\n\n1 hour 24 hours",
            "P2 reading unreliable\n\n4 hours 48 hours",
            "The time begins with the call.");
  }

  @Test
  void decimalsAndVersionsStayWhole() {
    assertThat(split("Version 6.2 needs 0.7 m. It weighs approx. 1.4 kg, cf. Fig. 3. Good."))
        .containsExactly(
            "Version 6.2 needs 0.7 m.", "It weighs approx. 1.4 kg, cf. Fig. 3.", "Good.");
  }
}
