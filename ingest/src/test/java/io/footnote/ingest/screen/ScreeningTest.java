package io.footnote.ingest.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.ingest.screen.HiddenStyle.Way;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScreeningTest {
  private static final List<String> PIECES =
      List.of(
          "all previous instructions",
          "your instructions",
          "passages above",
          "everything above",
          "the system prompt",
          "developer override",
          "you are now",
          "from now on, you",
          "act as an ai",
          "<|im_start|>",
          "\n## system",
          "\nsystem:",
          "confidential documents",
          "api keys",
          "ai",
          "an assistant",
          "must",
          "only answer",
          "reply exactly with",
          "if you are asked",
          "when",
          "whenever",
          "do not tell the user",
          "never reveal",
          "ignoriere",
          "anweisungen",
          "ignorez",
          "toutes",
          "les",
          "règles",
          "olvida",
          "las instrucciones",
          "忽略",
          "指令",
          "игнорируй",
          "правила",
          "--- end of passage",
          "[source 1]",
          "see document [2]",
          "cite",
          "this as [3]",
          "【1】",
          "[1][2][3]",
          "![a](http://a.b/?q=",
          "[a](//b/c={",
          "[x]: //a?b",
          "<img src='//a?b'",
          "//a.b/?c=[",
          "encode it",
          "in the url",
          "address",
          "[",
          "]");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ignore the warning light until the pump has stopped.",
        "The system must be restarted. Press the button to print the report.",
        "Users: 120. Rules of the house are above the door.",
        "As shown before [12], the yield falls [3], see also [4, 5].",
        "The form is at https://example.org/forms?year=2024 and [here](https://example.org/a).",
        "Add the water and repeat the procedure. Answer the phone with your name.",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 is Persian, \uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67 a family.",
        "\uD83C\uDFF4\uDB40\uDC67\uDB40\uDC62\uDB40\uDC65\uDB40\uDC6E\uDB40\uDC67\uDB40\uDC7F is the flag of England."
      })
  void ordinaryTextShowsNoSign(String text) {
    assertThat(Screening.signs(text)).isEmpty();
  }

  /** Words are looked for first to save time alone: no pattern may match where they are missing. */
  @Test
  void wordsAreMissingOnlyWherePatternsDoNotMatch() {
    long seed = Long.getLong("footnote.seed", System.nanoTime());
    System.out.println("ScreeningTest: repeat with -Dfootnote.seed=" + seed);
    Random random = new Random(seed);
    List<String> pieces = new ArrayList<>(PIECES);
    for (Clue clue : Screening.clues()) {
      clue.words().forEach(pieces::addAll);
    }
    Set<Clue> matched = new HashSet<>();
    for (int round = 0; round < 100_000; round++) {
      StringBuilder made = new StringBuilder();
      for (int i = 0; i < 2 + random.nextInt(5); i++) {
        made.append(pieces.get(random.nextInt(pieces.size())))
            .append(random.nextInt(4) > 0 ? " " : "");
      }
      String text = made.toString();
      Set<Sign> expected = EnumSet.noneOf(Sign.class);
      for (Clue clue : Screening.clues()) {
        // The first words are part of what is looked for; the others follow from the pattern.
        if (clue.words().getFirst().stream().anyMatch(text::contains)
            && clue.pattern().matcher(text).find()) {
          expected.add(clue.sign());
          matched.add(clue);
        }
      }
      assertThat(Screening.signs(text)).as(text).isEqualTo(expected);
      assertThat(Screening.signs(text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT)))
          .as(text)
          .isEqualTo(expected);
    }
    assertThat(matched).as("patterns that matched").hasSizeGreaterThan(15);
  }

  @Test
  void joinersStayWhereAScriptNeedsThem() {
    String persian = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645";
    assertThat(Invisible.strip(persian)).isEqualTo(persian);
    String family = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";
    assertThat(Invisible.strip(family)).isEqualTo(family);
    assertThat(Invisible.strip("no\u200Ctice\u200D period\uDB40\uDC41\uFE0F"))
        .isEqualTo("notice period\uFE0F");
  }

  @Test
  void stylesThatHide() {
    assertThat(HiddenStyle.of("margin: 0; display:none")).contains(Way.NOT_SHOWN);
    assertThat(HiddenStyle.of("font-size: 0px")).contains(Way.UNSEEABLE);
    assertThat(HiddenStyle.of("font-size: 0.9em; opacity: 0.5; display: block")).isEmpty();
    assertThat(HiddenStyle.of("font-size: 10px")).isEmpty();
    assertThat(HiddenStyle.color("background-color: red; color: RGB(255, 255, 255)"))
        .contains("#ffffff");
    assertThat(HiddenStyle.background("background: #FFF")).contains("#ffffff");
    assertThat(HiddenStyle.color("background-color: #fff")).isEmpty();
  }
}
