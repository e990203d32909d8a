package io.footnote.ingest.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.ingest.screen.HiddenStyle.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScreeningTest {

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
