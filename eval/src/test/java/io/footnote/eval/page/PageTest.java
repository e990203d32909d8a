package io.footnote.eval.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page at {@code /} in a real Chromium, against a real server with real documents. */
final class PageTest {
  private static final String QUESTION = "What is the greatest depth the Corran 300 can measure at 33 kHz?";
  private static final String OTHER_QUESTION = "What is the shortest password allowed?";
  private static final String UNANSWERABLE = "Who painted the ceiling of the Sistine Chapel?";

  @TempDir private static Path folder;
  private static InstalledBrowser installed;
  private static PageServer server;

  @BeforeAll
  static void start() throws Exception {
    installed = InstalledBrowser.open();
    server = PageServer.start(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
    }
    if (installed != null) {
      installed.close();
    }
  }

  // Reading an answer

  @Test
  void aFootnoteOpensThePassageWithItsDocumentPageAndSentence() throws Exception {
    JsonNode citation = server.ask(QUESTION).path("citations").path(0);
    String quote = citation.path("quote").textValue();
    String page = "page " + citation.path("page").intValue();
    try (OpenPage open = open(desktop())) {
      open.ask(QUESTION);
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
      assertThat(open.panel()).containsText(Path.of(citation.path("source").textValue()).getFileName().toString());
      assertThat(open.highlight().allTextContents()).isEqualTo(List.of(quote));
      assertThat(open.highlight()).isInViewport();
      open.screenshot("desktop-passage");
      assertThat(open.problems()).isEmpty();
    }
  }

  @Test
  void theWholeDocumentIsItsExtractedTextWithTheCitedSentenceInView() throws Exception {
    JsonNode citation = server.ask(QUESTION).path("citations").path(0);
    String text = server.content(citation.path("document_id").textValue());
    try (OpenPage open = open(desktop())) {
      open.ask(QUESTION);
      open.marks().first().click();
      open.awaitPassage();
      open.button("Show whole document").click();

      Locator shown = open.panel().getByRole(AriaRole.REGION);
      assertThat(shown.textContent()).isEqualTo(text);
      assertThat(open.highlight()).isInViewport();
      int start = citation.path("char_start").intValue();
      assertThat(
              shown.evaluate(
                  "region => { const range = document.createRange(); range.setStart(region, 0);"
                      + " range.setEndBefore(region.querySelector('mark')); return range.toString().length }"))
          .isEqualTo(start);

      open.button("Show passage only").click();
      assertThat(open.highlight()).isInViewport();
      assertThat(shown.textContent().length()).isLessThan(text.length());
    }
  }

  @Test
  void everyFootnoteOfTheListAndEveryPassageFoundOpensToo() throws Exception {
    try (OpenPage open = open(desktop())) {
      open.ask(QUESTION);
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
    try (OpenPage open = open(desktop())) {
      open.ask(UNANSWERABLE);
      assertThat(open.status()).hasText("No answer in these documents");
      assertThat(open.marks()).hasCount(0);
      assertThat(open.page().locator("#notes")).isHidden();
      assertThat(open.page().getByText(Pattern.compile("^Nearest passages"))).isVisible();
      assertThat(open.page().locator("#passages li").first()).isVisible();
      open.screenshot("desktop-abstained");
    }
  }

  @Test
  void whatADocumentHoldsIsShownAndNeverRun() throws Exception {
    try (OpenPage open = open(desktop())) {
      open.ask("How many pounds does the brass shackle cost?");
      open.marks().first().click();
      open.awaitPassage();
      open.button("Show whole document").click();
      assertThat(open.panel()).containsText(PageServer.HOSTILE_MARKUP);
      assertThat(open.highlight()).isInViewport();
      assertThat(open.page().locator("main img, main script, dialog img, dialog script")).hasCount(0);
      assertThat(open.page().evaluate("() => window.pwned === undefined")).isEqualTo(true);
      assertThat(open.problems()).isEmpty();
    }
  }

  // Getting around

  @Test
  void theKeyboardIsEnough() throws Exception {
    try (OpenPage open = open(desktop())) {
      assertThat(open.question()).isFocused();
      open.page().keyboard().type(QUESTION);
      open.page().keyboard().press("Shift+Enter");
      assertThat(open.question()).hasValue(QUESTION + "\n");
      open.page().keyboard().press("Enter");
      open.awaitAnswer(QUESTION);

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
  void aPhoneShowsEverythingWithoutScrollingSideways() throws Exception {
    try (OpenPage open = open(phone())) {
      assertThat(open.page().getByText("Documents you can ask about")).isVisible();
      open.assertNoSidewaysScrolling();
      open.screenshot("phone-welcome");
      open.ask(QUESTION);
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

  @Test
  void aQuestionCanBeLinkedAndGoingBackAsksNothingAgain() throws Exception {
    String link = server.address() + "/#q=" + encoded(QUESTION);
    try (OpenPage open = new OpenPage(installed.browser().newContext(desktop()), link)) {
      open.awaitAnswer(QUESTION);
      open.ask(OTHER_QUESTION);
      assertThat(open.page()).hasURL(server.address() + "/#q=" + encoded(OTHER_QUESTION));
      assertThat(open.page()).hasTitle(OTHER_QUESTION + " · Footnote");
      assertThat(open.page().getByRole(AriaRole.NAVIGATION)).containsText(QUESTION);

      open.page().goBack();
      open.awaitAnswer(QUESTION);
      assertThat(open.marks().first()).isVisible();
      open.button(OTHER_QUESTION).click();
      open.awaitAnswer(OTHER_QUESTION);
      assertThat(open.questionsSent()).isEqualTo(2);
      assertThat(open.problems()).isEmpty();
    }
  }

  @Test
  void theWelcomeOffersQuestionsThatTheDocumentsAnswer() throws Exception {
    try (OpenPage open = open(desktop())) {
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
    try (OpenPage open = open(desktop())) {
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
    try (OpenPage open = open(desktop())) {
      open.page()
          .route(
              "**/v1/collections",
              route -> fulfil(route, 200, "{\"collections\": [{\"name\": \"contracts\"}, {\"name\": \"default\"}]}"));
      open.page().reload();
      assertThat(open.page().getByLabel("Collection")).hasValue("contracts");
      open.page().getByLabel("Collection").selectOption("default");
      assertThat(open.page().locator("#shelf button").first()).isVisible();
      open.ask(QUESTION);
      assertThat(open.marks().first()).isVisible();
    }
  }

  // Looks

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void textStandsOutFromItsGround(ColorScheme scheme) throws Exception {
    try (OpenPage open = open(desktop().setColorScheme(scheme))) {
      assertThat(open.page().locator("#shelf button").first()).isVisible();
      assertThat(tooFaint(open)).isEmpty();
      open.page().route("**/v1/ask", route -> events(route, ANSWER_OF_A_MODEL + REST_OF_THE_ANSWER));
      open.ask("What did the model say?");
      open.page().getByText("Passages found (1)").click();
      open.marks().first().click();
      assertThat(open.panel()).isVisible();
      assertThat(tooFaint(open)).isEmpty();
      open.page().unroute("**/v1/ask");
      open.ask(UNANSWERABLE);
      assertThat(tooFaint(open)).isEmpty();
      open.ask(QUESTION);
      open.marks().first().click();
      open.awaitPassage();
      open.screenshot(scheme == ColorScheme.DARK ? "desktop-dark" : "desktop-light");
      assertThat(tooFaint(open)).isEmpty();
    }
  }

  @Test
  void withoutScriptsThePageSaysWhatToDo() throws Exception {
    try (OpenPage open = open(desktop().setJavaScriptEnabled(false))) {
      assertThat(open.page().locator("noscript p")).isVisible();
      assertThat(open.page().locator("noscript p")).containsText("This page needs JavaScript.");
    }
  }

  @Test
  void nothingComesFromElsewhereAndNoInlineScriptIsAllowed() throws Exception {
    try (OpenPage open = open(desktop())) {
      open.ask(QUESTION);
      open.marks().first().click();
      open.awaitPassage();
      assertThat(open.requests()).allMatch(request -> request.contains(" " + server.address() + "/"));
      assertThat(open.page().locator("[style], style, script:not([src])")).hasCount(0);
      String policy = open.page().request().get(server.address() + "/").headers().get("content-security-policy");
      assertThat(policy).contains("default-src").contains("'self'").doesNotContain("unsafe");
    }
  }

  // When something goes wrong

  /** As a model may write it: one sentence backed by a passage, one by nothing. */
  private static final String ANSWER_OF_A_MODEL =
      """
      : a comment keeps the connection open

      event: retrieval
      data: {"results": [{"chunk_id": "d#0", "document_id": "d", "title": "Rope", "source": "rope.txt",
      data: "page_start": 0, "page_end": 0, "char_start": 0, "char_end": 26, "heading_path": ["Care"],
      data: "text": "The rope is 30 metres long", "context": "", "highlights": [{"start": 4, "end": 8}]}]}

      event: citation
      data: {"n": 1, "chunk_id": "d#0", "document_id": "d", "title": "Rope", "source": "rope.txt", "page": 0,
      data: "char_start": 0, "char_end": 26, "quote": "The rope is 30 metres long"}

      event: delta
      data: {"text": "The rope is 30 metres long.[1] It is b"}

      event: delta
      data: {"text": "lue [2]."}
      """;

  private static final String REST_OF_THE_ANSWER =
      """

      event: done
      data: {"answer": "The rope is 30 metres long.[1] It is blue [2].", "sentences":
      data: [{"text": "The rope is 30 metres long.", "citations": [1], "supported": true},
      data: {"text": "It is blue [2].", "citations": [], "supported": false}],
      data: "citations": [{"n": 1, "chunk_id": "d#0", "document_id": "d", "title": "Rope", "source": "rope.txt",
      data: "page": 0, "char_start": 0, "char_end": 26, "quote": "The rope is 30 metres long"}],
      data: "abstained": false, "confidence": 0.5, "model": "some-model", "usage": {}, "trace_id": "t"}

      """;

  @Test
  void aSentenceWithoutSupportIsMarkedInWords() throws Exception {
    try (OpenPage open = open(desktop())) {
      open.page().route("**/v1/ask", route -> events(route, ANSWER_OF_A_MODEL + REST_OF_THE_ANSWER));
      open.ask("How long is the rope?");
      assertThat(open.answer()).hasText("The rope is 30 metres long.1 It is blue [2]. unsupported");
      assertThat(open.answer().locator(".unsupported")).hasText("It is blue [2]. unsupported");
      assertThat(
              open.page()
                  .getByText("No passage that was found backs a sentence marked like this."))
          .isVisible();
      open.screenshot("desktop-unsupported");
    }
  }

  @Test
  void aConnectionLostInTheMiddleKeepsWhatCame() throws Exception {
    try (OpenPage open = open(desktop())) {
      open.page().route("**/v1/ask", route -> events(route, ANSWER_OF_A_MODEL + "\n"));
      open.question().fill("How long is the rope?");
      open.question().press("Enter");
      assertThat(open.problem())
          .containsText(
              "The connection was lost before the answer was complete. Ask again to get the whole answer.");
      assertThat(open.status()).hasText("The answer is not complete.");
      assertThat(open.answer()).hasText("The rope is 30 metres long.1 It is blue [2].");
      assertThat(open.question()).hasValue("How long is the rope?");

      open.page().unroute("**/v1/ask");
      open.page().route("**/v1/ask", route -> events(route, ANSWER_OF_A_MODEL + REST_OF_THE_ANSWER));
      open.button("Ask again").click();
      open.awaitAnswer("How long is the rope?");
      assertThat(open.problem()).isHidden();
    }
  }

  @Test
  void aServerThatCannotBeReachedIsSaidSo() throws Exception {
    try (OpenPage open = open(desktop())) {
      open.page().route("**/v1/ask", Route::abort);
      open.question().fill(QUESTION);
      open.question().press("Enter");
      assertThat(open.problem())
          .containsText(
              "Footnote could not be reached. Check your connection and that the server is running, then ask again.");
      assertThat(open.problemsBesidesRefusedRequests()).isEmpty();
    }
  }

  @Test
  void theServersOwnWordsAreShown() throws Exception {
    try (OpenPage open = open(desktop())) {
      open.page()
          .route(
              "**/v1/collections",
              route -> fulfil(route, 200, "{\"collections\": [{\"name\": \"nowhere\"}]}"));
      open.page().reload();
      open.question().fill(QUESTION);
      open.question().press("Enter");
      assertThat(open.status()).hasText("");
      assertThat(open.problem()).containsText("nowhere");
      open.page()
          .route(
              "**/v1/ask",
              route ->
                  events(
                      route,
                      "event: error\ndata: {\"error\": {\"message\": \"the model did not answer\"}}\n\n"));
      open.question().fill(QUESTION);
      open.question().press("Enter");
      assertThat(open.problem()).containsText("the model did not answer");
      assertThat(open.problemsBesidesRefusedRequests()).isEmpty();
    }
  }

  @Test
  void stopEndsAnAnswerThatTakesTooLong() throws Exception {
    try (OpenPage open = open(desktop())) {
      open.page().route("**/v1/ask", route -> {}); // never answered
      open.question().fill(QUESTION);
      open.question().press("Enter");
      open.button("Stop").click();
      assertThat(open.status()).hasText("Stopped.");
      assertThat(open.button("Ask")).isVisible();
      assertThat(open.question()).hasValue(QUESTION);
      assertThat(open.question()).isFocused();
      assertThat(open.problem()).isHidden();
    }
  }

  @Test
  void aKeyIsAskedForSentAsAHeaderAndForgottenWithTheTab() throws Exception {
    AtomicReference<String> sent = new AtomicReference<>();
    try (OpenPage open = open(desktop())) {
      open.page()
          .route(
              "**/v1/ask",
              route -> {
                String key = route.request().headers().get("authorization");
                sent.set(key);
                if (key == null) {
                  fulfil(route, 401, "{\"error\": {\"message\": \"an API key is needed\"}}");
                } else {
                  events(route, ANSWER_OF_A_MODEL + REST_OF_THE_ANSWER);
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

  // The parser of events

  @Test
  void eventsAreReadWhereverTheStreamIsCut() throws Exception {
    String stream =
        "\uFEFF: heartbeat\r\n\r\nevent: delta\r\ndata: {\"text\":\r\ndata:\"é🚢\"}\r\nid: 7\r\n\r\n"
            + "data\n\nevent: empty\n\n: again\rdata: a\rdata: b\r\rdata: cut off\n";
    List<Map<String, String>> expected =
        List.of(
            Map.of("type", "delta", "data", "{\"text\":\n\"é🚢\"}"),
            Map.of("type", "message", "data", ""),
            Map.of("type", "message", "data", "a\nb"));
    try (OpenPage open = open(desktop())) {
      Object parsed =
          open.page()
              .evaluate(
                  """
                  async (stream) => {
                    const { EventParser, events } = await import("/sse.js");
                    const all = [];
                    for (let at = 0; at <= stream.length; at++) {
                      const parser = new EventParser();
                      all.push([...parser.push(stream.slice(0, at)), ...parser.push(stream.slice(at))]);
                    }
                    const bytewise = new ReadableStream({
                      start(controller) {
                        for (const byte of new TextEncoder().encode(stream)) controller.enqueue(Uint8Array.of(byte));
                        controller.close();
                      },
                    });
                    const read = [];
                    for await (const event of events(new Response(bytewise))) read.push(event);
                    all.push(read);
                    return all;
                  }
                  """,
                  stream);
      assertThat((List<?>) parsed).hasSize(stream.length() + 2).allMatch(expected::equals);
    }
  }

  private static OpenPage open(Browser.NewContextOptions options) {
    return new OpenPage(installed.browser().newContext(options), server.address() + "/");
  }

  private static Browser.NewContextOptions desktop() {
    return new Browser.NewContextOptions()
        .setViewportSize(1280, 860)
        .setReducedMotion(ReducedMotion.REDUCE);
  }

  private static Browser.NewContextOptions phone() {
    return new Browser.NewContextOptions()
        .setViewportSize(360, 740)
        .setDeviceScaleFactor(2)
        .setIsMobile(true)
        .setHasTouch(true)
        .setReducedMotion(ReducedMotion.REDUCE);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static void fulfil(Route route, int status, String json) {
    route.fulfill(
        new Route.FulfillOptions()
            .setStatus(status)
            .setContentType("application/json")
            .setBody(json));
  }

  private static void events(Route route, String stream) {
    route.fulfill(
        new Route.FulfillOptions()
            .setStatus(200)
            .setContentType("text/event-stream")
            .setBody(stream));
  }

  /**
   * Visible texts whose contrast with the ground behind them, as WCAG 2.2 defines it, is below 4.5.
   * Controls that cannot be used now are exempt, as they are there.
   */
  private static List<?> tooFaint(OpenPage open) {
    return (List<?>)
        open.page()
            .evaluate(
                """
                () => {
                  const parse = (color) => color.match(/[\\d.]+/g).map(Number);
                  const luminance = ([r, g, b]) => {
                    const [x, y, z] = [r, g, b].map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
                    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
                  };
                  const ground = (element) => {
                    for (let e = element; e; e = e.parentElement) {
                      const color = parse(getComputedStyle(e).backgroundColor);
                      if (color.length < 4 || color[3] > 0) return color;
                    }
                    return [255, 255, 255];
                  };
                  const ratio = (a, b) => {
                    const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
                    return (light + 0.05) / (dark + 0.05);
                  };
                  const faint = [];
                  const check = (text, color, element) => {
                    const r = ratio(parse(color), ground(element));
                    if (r < 4.5) faint.push(`${r.toFixed(2)}: ${text.trim().slice(0, 40)}`);
                  };
                  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
                    const element = node.parentElement;
                    if (!node.data.trim() || !element.checkVisibility() || element.closest(":disabled")) continue;
                    check(node.data, getComputedStyle(element).color, element);
                  }
                  for (const field of document.querySelectorAll("textarea")) {
                    check(field.placeholder, getComputedStyle(field, "::placeholder").color, field);
                  }
                  return faint;
                }
                """);
  }
}
