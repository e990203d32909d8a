package io.footnote.eval.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the page says and keeps when something goes wrong. */
@ExtendWith(PageSite.Provider.class)
final class PageFailureTest {
  private final PageSite site;

  PageFailureTest(PageSite site) {
    this.site = site;
  }

  @Test
  void aSentenceWithoutSupportIsMarkedInWords() throws Exception {
    try (OpenPage open = site.open(OpenPage.desktop())) {
      open.page().route("**/v1/ask", route -> CannedAnswers.events(route, CannedAnswers.COMPLETE));
      open.ask("How long is the rope?");
      assertThat(open.answer()).hasText("The rope is 30 metres long.1 It is blue [2]. unsupported");
      assertThat(open.answer().locator(".unsupported")).hasText("It is blue [2]. unsupported");
      assertThat(
              open.page().getByText("No passage that was found backs a sentence marked like this."))
          .isVisible();
      open.screenshot("desktop-unsupported");
    }
  }

  @Test
  void aConnectionLostInTheMiddleKeepsWhatCame() throws Exception {
    try (OpenPage open = site.open(OpenPage.desktop())) {
      open.page()
          .route("**/v1/ask", route -> CannedAnswers.events(route, CannedAnswers.BEGINNING + "\n"));
      open.question().fill("How long is the rope?");
      open.question().press("Enter");
      assertThat(open.problem())
          .containsText(
              "The connection was lost before the answer was complete. Ask again to get the whole"
                  + " answer.");
      assertThat(open.status()).hasText("The answer is not complete.");
      assertThat(open.answer()).hasText("The rope is 30 metres long.1 It is blue [2].");
      assertThat(open.question()).hasValue("How long is the rope?");

      open.page().unroute("**/v1/ask");
      open.page().route("**/v1/ask", route -> CannedAnswers.events(route, CannedAnswers.COMPLETE));
      open.button("Ask again").click();
      open.awaitAnswer("How long is the rope?");
      assertThat(open.problem()).isHidden();
    }
  }

  @Test
  void aServerThatCannotBeReachedIsSaidSo() throws Exception {
    try (OpenPage open = site.open(OpenPage.desktop())) {
      open.page().route("**/v1/ask", Route::abort);
      open.question().fill(PageSite.QUESTION);
      open.question().press("Enter");
      assertThat(open.problem())
          .containsText(
              "Footnote could not be reached. Check your connection and that the server is running,"
                  + " then ask again.");
      assertThat(open.problemsBesidesRefusedRequests()).isEmpty();
    }
  }

  @Test
  void theServersOwnWordsAreShown() throws Exception {
    try (OpenPage open = site.open(OpenPage.desktop())) {
      open.page()
          .route(
              "**/v1/collections",
              route ->
                  CannedAnswers.fulfil(route, 200, "{\"collections\": [{\"name\": \"nowhere\"}]}"));
      open.page().reload();
      open.question().fill(PageSite.QUESTION);
      open.question().press("Enter");
      assertThat(open.button("Ask again")).isVisible();
      assertThat(open.problem()).containsText("nowhere");
      open.page()
          .route(
              "**/v1/ask",
              route ->
                  CannedAnswers.events(
                      route,
                      "event: error\n"
                          + "data: {\"error\": {\"message\": \"the model did not answer\"}}\n\n"));
      open.question().fill(PageSite.QUESTION);
      open.question().press("Enter");
      assertThat(open.problem()).containsText("the model did not answer");
      assertThat(open.problemsBesidesRefusedRequests()).isEmpty();
    }
  }

  @Test
  void stopEndsAnAnswerThatTakesTooLong() throws Exception {
    try (OpenPage open = site.open(OpenPage.desktop())) {
      open.page().route("**/v1/ask", route -> {}); // never answered
      open.question().fill(PageSite.QUESTION);
      open.question().press("Enter");
      open.button("Stop").click();
      assertThat(open.status()).hasText("Stopped.");
      assertThat(open.button("Ask")).isVisible();
      assertThat(open.question()).hasValue(PageSite.QUESTION);
      assertThat(open.question()).isFocused();
      assertThat(open.problem()).isHidden();
    }
  }

  @Test
  void aKeyIsAskedForSentAsAHeaderAndForgottenWithTheTab() throws Exception {
    AtomicReference<String> sent = new AtomicReference<>();
    try (OpenPage open = site.open(OpenPage.desktop())) {
      open.page()
          .route(
              "**/v1/ask",
              route -> {
                String key = route.request().headers().get("authorization");
                sent.set(key);
                if (key == null) {
                  CannedAnswers.fulfil(
                      route, 401, "{\"error\": {\"message\": \"an API key is needed\"}}");
                } else {
                  CannedAnswers.events(route, CannedAnswers.COMPLETE);
                }
              });
      open.question().fill("How long is the rope?");
      open.question().press("Enter");
      assertThat(open.problem()).containsText("an API key is needed");
      Locator key = open.page().getByLabel("API key", new Page.GetByLabelOptions().setExact(true));
      assertThat(key).isFocused();
      open.screenshot("desktop-key");
      key.fill("fn_secret");
      key.press("Enter");
      open.awaitAnswer("How long is the rope?");
      assertThat(sent.get()).isEqualTo("Bearer fn_secret");
      assertThat(open.page().url()).doesNotContain("fn_secret");
      assertThat(open.requests()).noneMatch(request -> request.contains("fn_secret"));
      assertThat(open.page().evaluate("() => JSON.stringify(localStorage) + document.cookie"))
          .isEqualTo("{}");
    }
  }
}
