package io.footnote.eval.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page at {@code /} in a real Chromium, against a real server with real documents. */
@ExtendWith(PageSite.Provider.class)
final class PageTest {
  private final PageSite site;

  PageTest(PageSite site) {
    this.site = site;
  }

  @Test
  void aFootnoteOpensThePassageWithItsDocumentPageAndSentence() throws Exception {
    JsonNode citation = site.server().ask(PageSite.QUESTION).path("citations").path(0);
    String quote = citation.path("quote").textValue();
    String page = "page " + citation.path("page").intValue();
    try (OpenPage open = site.open(OpenPage.desktop())) {
      open.ask(PageSite.QUESTION);
      open.screenshot("desktop-answer");
      assertThat(open.question()).hasValue("");
      Locator note = open.page().locator("#notes li").first();
      assertThat(note).containsText(citation.path("title").textValue());
      assertThat(note).containsText(page);
      assertThat(note.locator("blockquote")).hasText(quote);

      Locator mark = open.marks().first();
      assertThat(mark)
          .hasAttribute(
              "aria-label",
              "Footnote 1: %s, %s".formatted(citation.path("title").textValue(), page));
      mark.click();
      open.awaitPassage();

      assertThat(open.panel().getByRole(AriaRole.HEADING))
          .hasText(citation.path("title").textValue());
      assertThat(open.panel()).containsText("Footnote 1");
      assertThat(open.panel()).containsText(page);
      assertThat(open.panel())
          .containsText(Path.of(citation.path("source").textValue()).getFileName().toString());
      assertThat(open.highlight().allTextContents()).isEqualTo(List.of(quote.replace('\n', ' ')));
      assertThat(open.highlight()).isInViewport();
      open.screenshot("desktop-passage");
      assertThat(open.problems()).isEmpty();
    }
  }

  @Test
  void theWholeDocumentIsItsExtractedTextWithTheCitedSentenceInView() throws Exception {
    JsonNode citation = site.server().ask(PageSite.QUESTION).path("citations").path(0);
    String text = site.server().content(citation.path("document_id").textValue());
    try (OpenPage open = site.open(OpenPage.desktop())) {
      open.ask(PageSite.QUESTION);
      open.marks().first().click();
      open.awaitPassage();
      open.button("Show whole document").click();

      Locator shown = open.panel().getByRole(AriaRole.REGION);
      // Lines that were broken for paper may flow again, which moves no offset.
      assertThat(shown.textContent()).hasSameSizeAs(text);
      assertThat(shown.textContent().replace('\n', ' ')).isEqualTo(text.replace('\n', ' '));
      assertThat(open.highlight()).isInViewport();
      int start = citation.path("char_start").intValue();
      assertThat(
              shown.evaluate(
                  "region => { const range = document.createRange(); range.setStart(region, 0);"
                      + " range.setEndBefore(region.querySelector('mark')); return"
                      + " range.toString().length }"))
          .isEqualTo(start);

      open.button("Show passage only").click();
      assertThat(open.highlight()).isInViewport();
      assertThat(shown.textContent().length()).isLessThan(text.length());
    }
  }

  @Test
  void aDocumentThatHasChangedSinceIsSaidSo() throws Exception {
    try (OpenPage open = site.open(OpenPage.desktop())) {
      open.page()
          .route(
              "**/v1/documents/*/content",
              route -> CannedAnswers.fulfil(route, 200, "{\"text\": \"Quite another text.\"}"));
      open.ask(PageSite.QUESTION);
      open.marks().first().click();
      assertThat(open.panel())
          .containsText(
              "The document has changed since this answer was made. Ask again to see its present"
                  + " text.");
      assertThat(open.highlight())
          .hasText(open.page().locator("#notes blockquote").first().textContent());
      assertThat(open.button("Show whole document")).isDisabled();
    }
  }

  @Test
  void everyFootnoteOfTheListAndEveryPassageFoundOpensToo() throws Exception {
    try (OpenPage open = site.open(OpenPage.desktop())) {
      open.ask(PageSite.QUESTION);
      open.page().locator("#notes li blockquote").first().click();
      assertThat(open.panel()).containsText("Footnote 1");
      open.page().keyboard().press("Escape");
      assertThat(open.panel()).isHidden();

      open.page().getByText(Pattern.compile("^Passages found \\(\\d+\\)$")).click();
      Locator found = open.page().locator("#passages li");
      assertThat(found.first().locator("b").first()).isVisible();
      found.first().getByRole(AriaRole.BUTTON).click();
      assertThat(open.panel()).containsText("Passage 1");
      assertThat(open.panel().locator(".passage")).isInViewport();
      assertThat(open.problems()).isEmpty();
    }
  }

  @Test
  void anAnswerThatIsNotThereSaysSoAndListsWhatIsNear() throws Exception {
    try (OpenPage open = site.open(OpenPage.desktop())) {
      open.ask(PageSite.UNANSWERABLE);
      assertThat(open.status()).hasText("No answer in these documents");
      assertThat(open.marks()).hasCount(0);
      assertThat(open.page().locator("#notes")).isHidden();
      assertThat(open.page().getByText(Pattern.compile("^Nearest passages"))).isVisible();
      assertThat(open.page().locator("#passages li").first()).isVisible();
      open.screenshot("desktop-abstained");
    }
  }

  @Test
  void whatWasCountedIsShownWithTheFilterItWasCountedBy() throws Exception {
    JsonNode counted = site.server().ask(PageSite.COUNTING).path("counted");
    assertThat(counted.path("documents").intValue()).isPositive();
    try (OpenPage open = site.open(OpenPage.desktop())) {
      open.ask(PageSite.COUNTING);
      Locator shown = open.page().locator("#counted");
      assertThat(shown.locator("strong")).hasText(counted.path("documents").asText());
      assertThat(shown.locator("code")).hasText(counted.path("filter").textValue());
      assertThat(shown)
          .containsText(
              "Counted in default among all documents you may see, not guessed from passages.");
      assertThat(Contrast.tooFaint(open)).isEmpty();
      open.screenshot("desktop-counted");

      open.ask(PageSite.QUESTION);
      assertThat(shown).isHidden();
      assertThat(open.problems()).isEmpty();
    }
  }

  @Test
  void whatADocumentHoldsIsShownAndNeverRun() throws Exception {
    try (OpenPage open = site.open(OpenPage.desktop())) {
      open.ask("How many pounds does the brass shackle cost?");
      open.marks().first().click();
      open.awaitPassage();
      open.button("Show whole document").click();
      assertThat(open.panel()).containsText(PageServer.HOSTILE_MARKUP);
      assertThat(open.highlight()).isInViewport();
      assertThat(open.page().locator("main img, main script, dialog img, dialog script"))
          .hasCount(0);
      assertThat(open.page().evaluate("() => window.pwned === undefined")).isEqualTo(true);
      assertThat(open.problems()).isEmpty();
    }
  }

  @Test
  void theKeyboardIsEnough() throws Exception {
    try (OpenPage open = site.open(OpenPage.desktop())) {
      assertThat(open.question()).isFocused();
      open.page().keyboard().type(PageSite.QUESTION);
      open.page().keyboard().press("Shift+Enter");
      assertThat(open.question()).hasValue(PageSite.QUESTION + "\n");
      open.page().keyboard().press("Enter");
      open.awaitAnswer(PageSite.QUESTION);

      for (int tabs = 0; tabs < 10 && !open.focusIsIn("#answer [data-footnote]"); tabs++) {
        open.page().keyboard().press("Tab");
      }
      assertThat(open.marks().first()).isFocused();
      open.page().keyboard().press("Enter");
      assertThat(open.panel()).isVisible();
      assertThat(open.focusIsIn("dialog")).isTrue();
      open.awaitPassage();
      open.page().keyboard().press("Escape");
      assertThat(open.panel()).isHidden();
      assertThat(open.marks().first()).isFocused();

      open.page().keyboard().press("/");
      assertThat(open.question()).isFocused();
      assertThat(open.question()).hasValue("");
    }
  }

  @Test
  void aQuestionCanBeLinkedAndGoingBackAsksNothingAgain() throws Exception {
    String link = site.address() + "/#q=" + OpenPage.encoded(PageSite.QUESTION);
    try (OpenPage open = site.openAt(OpenPage.desktop(), link)) {
      open.awaitAnswer(PageSite.QUESTION);
      open.ask(PageSite.OTHER_QUESTION);
      assertThat(open.page())
          .hasURL(site.address() + "/#q=" + OpenPage.encoded(PageSite.OTHER_QUESTION));
      assertThat(open.page()).hasTitle(PageSite.OTHER_QUESTION + " · Footnote");
      assertThat(open.page().getByRole(AriaRole.NAVIGATION)).containsText(PageSite.QUESTION);

      open.page().goBack();
      open.awaitAnswer(PageSite.QUESTION);
      assertThat(open.marks().first()).isVisible();
      open.button(PageSite.OTHER_QUESTION).click();
      open.awaitAnswer(PageSite.OTHER_QUESTION);
      assertThat(open.questionsSent()).isEqualTo(2);
      assertThat(open.problems()).isEmpty();
    }
  }

  @Test
  void theWelcomeOffersQuestionsThatTheDocumentsAnswer() throws Exception {
    try (OpenPage open = site.open(OpenPage.desktop())) {
      Locator example = open.page().locator("#examples button").first();
      assertThat(example).isVisible();
      assertThat(open.page().locator("#collection")).isHidden();
      open.screenshot("desktop-welcome");
      String text = example.textContent();
      example.click();
      open.awaitAnswer(text);
      assertThat(open.marks().first()).isVisible();
    }
  }

  @Test
  void aDocumentOfTheShelfOpensAsAWhole() throws Exception {
    try (OpenPage open = site.open(OpenPage.desktop())) {
      Locator document = open.page().locator("#shelf button").first();
      String title = document.textContent();
      document.click();
      assertThat(open.panel().getByRole(AriaRole.HEADING)).hasText(title);
      assertThat(open.panel().locator(".block").first()).isVisible();
      open.page().keyboard().press("Escape");
      assertThat(document).isFocused();
    }
  }

  @Test
  void severalCollectionsAreOfferedForChoice() throws Exception {
    try (OpenPage open = site.open(OpenPage.desktop())) {
      open.page()
          .route(
              "**/v1/collections",
              route ->
                  CannedAnswers.fulfil(
                      route,
                      200,
                      "{\"collections\": [{\"name\": \"contracts\"}, {\"name\": \"default\"}]}"));
      open.page().reload();
      Locator chooser = open.page().getByLabel("Collection");
      assertThat(chooser).hasValue("default");
      chooser.selectOption("contracts");
      assertThat(open.problem()).containsText("contracts");
      chooser.selectOption("default");
      assertThat(open.problem()).isHidden();
      assertThat(open.page().locator("#shelf button").first()).isVisible();
      open.ask(PageSite.QUESTION);
      assertThat(open.marks().first()).isVisible();
    }
  }
}
