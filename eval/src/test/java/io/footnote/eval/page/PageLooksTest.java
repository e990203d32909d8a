package io.footnote.eval.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How the page looks on a phone, in the dark and without scripts. */
@ExtendWith(PageSite.Provider.class)
final class PageLooksTest {
  private final PageSite site;

  PageLooksTest(PageSite site) {
    this.site = site;
  }

  @Test
  void aPhoneShowsEverythingWithoutScrollingSideways() throws Exception {
    try (OpenPage open = site.open(OpenPage.phone())) {
      assertThat(open.page().getByText("Documents you can ask about")).isVisible();
      open.assertNoSidewaysScrolling();
      open.screenshot("phone-welcome");
      open.ask(PageSite.QUESTION);
      open.assertNoSidewaysScrolling();
      open.screenshot("phone-answer");

      open.marks().first().tap();
      open.awaitPassage();
      assertThat(open.page().locator("dialog:modal")).isVisible();
      assertThat(open.highlight()).isInViewport();
      for (Locator button : open.panel().getByRole(AriaRole.BUTTON).all()) {
        var box = button.boundingBox();
        assertThat(box.x + box.width).as("right edge of a button").isLessThanOrEqualTo(360);
      }
      open.assertNoSidewaysScrolling();
      open.screenshot("phone-passage");
      open.button("Close").tap();
      assertThat(open.panel()).isHidden();
      assertThat(open.marks().first()).isFocused();
      assertThat(open.problems()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void textStandsOutFromItsGround(ColorScheme scheme) throws Exception {
    try (OpenPage open = site.open(OpenPage.desktop().setColorScheme(scheme))) {
      assertThat(open.page().locator("#shelf button").first()).isVisible();
      assertThat(Contrast.tooFaint(open)).isEmpty();
      open.page().route("**/v1/ask", route -> CannedAnswers.events(route, CannedAnswers.COMPLETE));
      open.ask("What did the model say?");
      open.page().getByText("Passages found (1)").click();
      open.marks().first().click();
      assertThat(open.panel()).isVisible();
      assertThat(Contrast.tooFaint(open)).isEmpty();
      open.page().unroute("**/v1/ask");
      open.ask(PageSite.UNANSWERABLE);
      assertThat(Contrast.tooFaint(open)).isEmpty();
      open.ask(PageSite.QUESTION);
      open.marks().first().click();
      open.awaitPassage();
      open.screenshot(scheme == ColorScheme.DARK ? "desktop-dark" : "desktop-light");
      assertThat(Contrast.tooFaint(open)).isEmpty();
    }
  }

  @Test
  void withoutScriptsThePageSaysWhatToDo() throws Exception {
    try (OpenPage open = site.open(OpenPage.desktop().setJavaScriptEnabled(false))) {
      assertThat(open.page().locator("noscript p")).isVisible();
      assertThat(open.page().locator("noscript p")).containsText("This page needs JavaScript.");
    }
  }

  @Test
  void nothingComesFromElsewhereAndNoInlineScriptIsAllowed() throws Exception {
    try (OpenPage open = site.open(OpenPage.desktop())) {
      open.ask(PageSite.QUESTION);
      open.marks().first().click();
      open.awaitPassage();
      assertThat(open.requests()).allMatch(request -> request.contains(" " + site.address() + "/"));
      assertThat(open.page().locator("[style], style, script:not([src])")).hasCount(0);
      String policy =
          open.page().request().get(site.address() + "/").headers().get("content-security-policy");
      assertThat(policy).contains("default-src").contains("'self'").doesNotContain("unsafe");
    }
  }
}
