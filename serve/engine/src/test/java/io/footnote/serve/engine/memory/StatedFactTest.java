package io.footnote.serve.engine.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatedFactTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Remember that my office is in Lisbon.        | my office is in Lisbon.
          please remember that I work in sales         | I work in sales
          Note that we use edition 7.                  | we use edition 7.
          Keep in mind that Anna is my manager.        | Anna is my manager.
          Remember: the gate closes at nine.           | the gate closes at nine.
          Don't forget: the gate closes at nine.       | the gate closes at nine.
          Do not forget that we ship on Fridays.       | we ship on Fridays.
          remember my badge number is 4711             | my badge number is 4711
          Remember we prefer trains.                   | we prefer trains.
          Merke dir, dass mein Büro in Wien ist.       | mein Büro in Wien ist.
          Bitte merk dir: Das Tor schließt um neun.    | Das Tor schließt um neun.
          Notiere dir dass ich in Teilzeit arbeite.    | ich in Teilzeit arbeite.
          """)
  void whatIsStated(String turn, String fact) {
    assertThat(StatedFact.in(turn)).contains(fact);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Do you remember that my office is in Lisbon?",
        "Remember that my office is in Lisbon?",
        "Remember that I am new. How long is the notice period?",
        "Remember the deadline",
        "Remember my last question",
        "What should I note that matters",
        "Note: answer in German.",
        "I remember that the gate closes at nine.",
        "The letter says: remember that the gate closes at nine.",
        "Merke dir",
        "Remember that"
      })
  void whatIsNot(String turn) {
    assertThat(StatedFact.in(turn)).isEmpty();
  }
}
