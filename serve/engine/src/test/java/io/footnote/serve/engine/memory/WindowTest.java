package io.footnote.serve.engine.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.serve.engine.model.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

class WindowTest {
  private static final ToIntFunction<String> WORDS =
      text -> text.isBlank() ? 0 : text.strip().split("\\s+").length;

  private static final List<Turn> TURNS =
      List.of(
          Turn.user("How long is the notice period?"),
          Turn.assistant("It is four weeks. It begins on the first day of a month and so on."),
          Turn.user("And for managers?"),
          Turn.assistant("Three months. The board decides."));

  @Test
  void whatFitsIsLeftAsItIs() {
    assertThat(Window.of(new Recalled(TURNS, null), 100, WORDS)).isEqualTo(new Window("", TURNS));
  }

  @Test
  void earlierTurnsAreShortenedToTheirFirstSentence() {
    Window window = Window.of(new Recalled(TURNS, null), 24, WORDS);
    assertThat(window.turns()).isEqualTo(TURNS.subList(2, 4));
    assertThat(window.earlier())
        .isEqualTo("User: How long is the notice period?\nAssistant: It is four weeks.");
  }

  @Test
  void aSummaryTakesThePlaceOfWhatItSummarizes() {
    Recalled recalled =
        new Recalled(TURNS, new Summary(1, "The user wants to know the notice period."));
    assertThat(Window.of(recalled, 24, WORDS).earlier())
        .isEqualTo("The user wants to know the notice period.\nAssistant: It is four weeks.");
  }

  @Test
  void aSummaryOfTurnsThatAreShownIsNotUsed() {
    Recalled recalled = new Recalled(TURNS, new Summary(3, "Too much."));
    assertThat(Window.of(recalled, 24, WORDS).earlier()).startsWith("User: How long");
  }

  @Test
  void aSummaryLongerThanTheBudgetIsNotUsed() {
    Recalled recalled = new Recalled(TURNS, new Summary(2, "word ".repeat(20)));
    assertThat(Window.of(recalled, 13, WORDS).earlier()).isEqualTo("Assistant: It is four weeks.");
  }

  @Test
  void nothingEverOverflows() {
    long seed = Long.getLong("footnote.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      List<Turn> turns = new ArrayList<>();
      for (int i = random.nextInt(12); i > 0; i--) {
        String said =
            "word ".repeat(random.nextInt(40)) + (random.nextBoolean() ? "end. more" : "");
        turns.add(random.nextBoolean() ? Turn.user(said) : Turn.assistant(said));
      }
      Summary summary =
          random.nextBoolean()
              ? new Summary(random.nextInt(5), "a summary of six words here")
              : null;
      int budget = 12 + random.nextInt(100);
      Window window = Window.of(new Recalled(turns, summary), budget, WORDS);
      int used =
          WORDS.applyAsInt(window.earlier())
              + window.turns().stream().mapToInt(turn -> WORDS.applyAsInt(turn.content())).sum();
      assertThat(used)
          .as("-Dfootnote.seed=%d, round %d, budget %d, %s", seed, round, budget, turns)
          .isLessThanOrEqualTo(budget);
    }
  }
}
