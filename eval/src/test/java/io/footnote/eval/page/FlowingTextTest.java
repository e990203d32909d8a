package io.footnote.eval.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How the page lets text flow that was broken into lines for paper. */
@ExtendWith(PageSite.Provider.class)
final class FlowingTextTest {
  private final PageSite site;

  FlowingTextTest(PageSite site) {
    this.site = site;
  }

  @Test
  void proseFlowsWhileTablesListsAndParagraphsKeepTheirLines() {
    String broken =
        """
        2.2 Which frequency
        In automatic mode the instrument uses 200 kHz down to 120 metres and 33 kHz below. You can hold
        one frequency with the key FREQ. The high frequency shows fine layers of mud and fish near
        Tobermory.

        A line of more than fifty characters that ends with its sentence.
        Another paragraph.
        - an entry of a list that has more than fifty characters in one line
        - and the next
        Destination of the journey | Hotel for a night in pounds | Meals
        london | 180 | 48
        """;
    String flowing =
        broken.replace("hold\none", "hold one").replace("near\nTobermory", "near Tobermory");
    try (OpenPage open = site.open(OpenPage.desktop())) {
      assertThat(
              open.page()
                  .evaluate("async (text) => (await import('/text.js')).flowing(text)", broken))
          .isEqualTo(flowing);
    }
  }
}
