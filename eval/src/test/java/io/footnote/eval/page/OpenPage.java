package io.footnote.eval.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Footnote's page in a fresh tab, in the words of its reader. */
final class OpenPage implements AutoCloseable {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private final BrowserContext context;
  private final Page page;
  private final List<String> problems = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();

  OpenPage(BrowserContext context, String address) {
    this.context = context;
    this.page = context.newPage();
    page.onConsoleMessage(message -> {
      if (message.type().equals("error") || message.type().equals("warning")) {
        problems.add(message.text());
      }
    });
    page.onPageError(problems::add);
    page.onRequest(request -> requests.add(request.method() + " " + request.url()));
    page.navigate(address);
  }

  static Browser.NewContextOptions desktop() {
    return new Browser.NewContextOptions()
        .setViewportSize(1280, 860)
        .setReducedMotion(ReducedMotion.REDUCE);
  }

  static Browser.NewContextOptions phone() {
    return new Browser.NewContextOptions()
        .setViewportSize(360, 740)
        .setDeviceScaleFactor(2)
        .setIsMobile(true)
        .setHasTouch(true)
        .setReducedMotion(ReducedMotion.REDUCE);
  }

  /** A text as it stands in a page's address. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  Page page() {
    return page;
  }

  /** Method and address of every request the page has made. */
  List<String> requests() {
    return requests;
  }

  long questionsSent() {
    return requests.stream().filter(request -> request.endsWith("/v1/ask")).count();
  }

  Locator question() {
    return page.getByLabel("Question", new Page.GetByLabelOptions().setExact(true));
  }

  Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** The superscript marks in the answer. */
  Locator marks() {
    return answer()
        .getByRole(
            AriaRole.BUTTON,
            new Locator.GetByRoleOptions().setName(Pattern.compile("^Footnote \\d+: ")));
  }

  Locator answer() {
    return page.locator("#answer");
  }

  Locator status() {
    return page.locator("#status");
  }

  Locator problem() {
    return page.getByRole(AriaRole.ALERT);
  }

  Locator panel() {
    return page.getByRole(AriaRole.DIALOG);
  }

  /** The highlighted text in the panel. */
  Locator highlight() {
    return panel().locator("mark");
  }

  /** Types a question, presses Enter and waits until the answer is complete. */
  void ask(String text) {
    question().fill(text);
    question().press("Enter");
    awaitAnswer(text);
  }

  void awaitAnswer(String question) {
    PlaywrightAssertions.assertThat(
            page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(question)))
        .isVisible();
    PlaywrightAssertions.assertThat(status())
        .hasText(Pattern.compile("^(Answered with \\d+ footnotes?|No answer in these documents)$"));
  }

  /** Waits until the panel shows a passage inside its document. */
  void awaitPassage() {
    PlaywrightAssertions.assertThat(button("Show whole document")).isEnabled();
  }

  /** Whether the focus is inside of what {@code selector} finds. */
  boolean focusIsIn(String selector) {
    return (Boolean)
        page.evaluate("selector => document.activeElement.closest(selector) !== null", selector);
  }

  void assertNoSidewaysScrolling() {
    int width = page.viewportSize().width;
    assertThat(page.evaluate("() => document.scrollingElement.scrollWidth"))
        .as("width of the content in a window %d wide", width)
        .isEqualTo(width);
  }

  void screenshot(String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
  }

  /** Errors and warnings of the console and uncaught exceptions so far. */
  List<String> problems() {
    return problems;
  }

  /** Chromium reports every refused request; a test that refuses one does not count these. */
  List<String> problemsBesidesRefusedRequests() {
    return problems.stream()
        .filter(problem -> !problem.startsWith("Failed to load resource"))
        .toList();
  }

  @Override
  public void close() {
    context.close();
  }
}
