package io.footnote.serve.engine.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntentTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Hello!                                  | GREETING
          good morning                            | GREETING
          How are you today?                      | GREETING
          Thanks a lot                            | THANKS
          Thanks, that helps a lot                | THANKS
          ok, thank you very much for the answer. | THANKS
          Vielen Dank!                            | THANKS
          Thanks, bye                             | FAREWELL
          Okay                                    | ACKNOWLEDGEMENT
          That is fine.                           | ACKNOWLEDGEMENT
          What did I just ask?                    | LAST_QUESTION
          what was my last question               | LAST_QUESTION
          What have I asked so far?               | ALL_QUESTIONS
          Please summarise our conversation.      | ALL_QUESTIONS
          Can you repeat that, please?            | LAST_ANSWER
          What was your last answer?              | LAST_ANSWER
          Who are you?                            | WHO_REPLIES
          What can you do for me?                 | WHO_REPLIES
          Please forget where I live.             | FORGET
          Forget everything!                      | FORGET
          Can you forget where I live?            | FORGET
          What do you remember about me?          | REMEMBERED
          what do you know about me               | REMEMBERED
          """)
  void whatAsksTheDocumentsNothing(String turn, Intent intent) {
    assertThat(Intent.of(turn)).isEqualTo(intent);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yes",
        "no",
        "Fees?",
        "Is that fine?",
        "How are you billing travel?",
        "Thanks. And how long is the notice period?",
        "hello world program",
        "good faith",
        "super glue",
        "Thank you note template",
        "What did I have to sign?",
        "summarise the travel policy",
        "repeat prescriptions",
        "Who are you billing for travel?",
        "What happens if I forget my badge?",
        "Forget my badge, what now?",
        "Forget my badge: what happens if you forget it?",
        "Forget what I asked. How long is the notice period in Kiel",
        "Can you forget my last question and tell me how many days I get?",
        "forget my password",
        "What do you know about me and my rights?",
        "What do you remember about the audit?",
        "42",
        "…"
      })
  void whatMayBeAQuestionIsOne(String turn) {
    assertThat(Intent.of(turn)).isEqualTo(Intent.QUESTION);
  }
}
