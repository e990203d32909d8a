package io.footnote.serve.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionFormTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          What's the price of a key?                  | What does a key cost?
          Please tell me who signs contracts           | By whom are contracts signed?
          How many of the 12 pumps run?                | How many of the twelve pumps run?
          Who is in charge of the safe?                | Who is responsible for the safe?
          WHEN DOES THE SHOP OPEN                      | At what time does the shop open?
          May I smoke here?                            | Is it allowed to smoke here?
          """)
  void otherWordsForTheSame(String one, String other) {
    assertThat(QuestionForm.of(one).asksTheSameAs(QuestionForm.of(other)))
        .as("%s%n%s", QuestionForm.of(one), QuestionForm.of(other))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Who can open the safe?                       | Who must open the safe?
          Who can open the safe?                       | Who can't open the safe?
          Who calls the doctor?                        | Who does the doctor call?
          Who must inform the board?                   | Who must be informed by the board?
          Do we ship 2 crates to 3 ports?              | Do we ship 3 crates to 2 ports?
          Does the red cable fit the left socket?      | Does the left cable fit the red socket?
          Are guests members?                          | Are members guests?
          What was the rent?                           | What is the rent?
          How old is the pump?                         | What is the pump?
          Is lunch at 12:30 or 13:00?                  | Is lunch at 12:30?
          What costs more than 5 %?                    | What costs less than 5 %?
          Where does the road from A to B lead?        | Where does the road from B to A lead?
          What is due 2024-05-01?                      | What is due 2024-01-05?
          """)
  void nearMisses(String one, String other) {
    assertThat(QuestionForm.of(one).asksTheSameAs(QuestionForm.of(other)))
        .as("%s%n%s", QuestionForm.of(one), QuestionForm.of(other))
        .isFalse();
  }
}
