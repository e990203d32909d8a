package io.footnote.serve.engine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ShinglesTest {
  private static final String TEN = "one two three four five six seven eight nine ten";

  @Test
  void caseAndPunctuationDoNotCount() {
    Shingles dressed = Shingles.of("One, two – THREE (four) five; six: seven/eight 'nine' ten!");
    assertThat(Shingles.of(TEN).resemblance(dressed)).isEqualTo(1);
  }

  @Test
  void resemblanceIsTheShareOfRunsInBoth() {
    // seven runs each; the changed last word is in one of them, so six of eight are shared
    Shingles changed = Shingles.of(TEN.replace("ten", "eleven"));
    assertThat(Shingles.of(TEN).resemblance(changed)).isCloseTo(6 / 8.0, within(1e-12));
    assertThat(changed.resemblance(Shingles.of(TEN))).isCloseTo(6 / 8.0, within(1e-12));
  }

  @Test
  void containmentIsTheShareOfRunsInTheOther() {
    Shingles part = Shingles.of("one two three four five six");
    assertThat(part.containedIn(Shingles.of(TEN))).isEqualTo(1);
    assertThat(Shingles.of(TEN).containedIn(part)).isCloseTo(3 / 7.0, within(1e-12));
  }

  @Test
  void otherFiguresSaySomethingElse() {
    String bill = "the supplier bills the customer %s pounds for the mast and for the two sails";
    Shingles forty = Shingles.of(bill.formatted("40"));
    assertThat(forty.resemblance(Shingles.of(bill.formatted("40")))).isEqualTo(1);
    assertThat(forty.resemblance(Shingles.of(bill.formatted("50")))).isZero();
    assertThat(forty.containedIn(Shingles.of(bill.formatted("50")))).isZero();
    assertThat(forty.containedIn(Shingles.of(bill.formatted("40") + " due in 30 days")))
        .isEqualTo(1);
  }

  @Test
  void theOrderOfWordsCounts() {
    assertThat(
            Shingles.of("the dog bites the man").resemblance(Shingles.of("the man bites the dog")))
        .isZero();
  }

  @Test
  void shortTextsAreOneRun() {
    assertThat(Shingles.of("mast care").resemblance(Shingles.of("Mast care."))).isEqualTo(1);
    assertThat(Shingles.of("mast care").resemblance(Shingles.of("sail care"))).isZero();
    assertThat(Shingles.of("").resemblance(Shingles.of(" "))).isEqualTo(1);
  }
}
