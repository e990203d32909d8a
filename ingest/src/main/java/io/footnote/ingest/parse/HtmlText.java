package io.footnote.ingest.parse;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jspecify.annotations.Nullable;

/**
 * Web pages: the main content with its headings, lists and tables, without navigation, headers,
 * footers, asides and scripts. Nothing is fetched.
 */
final class HtmlText {
  private static final Set<String> LEFT_OUT =
      Set.of(
          "script",
          "style",
          "noscript",
          "template",
          "nav",
          "footer",
          "aside",
          "svg",
          "iframe",
          "button",
          "select",
          "option",
          "head",
          "dialog",
          "object",
          "canvas");

  /** A page is held in memory as a tree, which takes about ten times its size. */
  static final long MAX_BYTES = 32L << 20;

  private HtmlText() {}

  /**
   * @param charset charset if known from outside; else the page says, else UTF-8
   */
  static ParsedDocument parse(
      InputStream in, @Nullable String charset, String mime, TextBuilder builder)
      throws IOException {
    Document page = Jsoup.parse(in, charset, "");
    MarkupBlocks blocks = new MarkupBlocks(builder, false);
    content(page).filter(new Walk(blocks));
    blocks.flush();
    String language = page.select("html[lang]").attr("lang").toLowerCase(Locale.ROOT);
    return builder.build(
        page.title().isBlank() ? builder.firstHeading() : page.title(),
        mime,
        language.matches("[a-z]{2}(?:[-_].*)?") ? language.substring(0, 2) : "und",
        Map.of(),
        List.of());
  }

  /** The one main element if there is exactly one, else the body. */
  private static Element content(Document page) {
    for (String selector : List.of("main", "[role=main]", "article")) {
      List<Element> found = page.select(selector);
      if (found.size() == 1 && found.getFirst().hasText()) {
        return found.getFirst();
      }
    }
    return page.body();
  }

  private record Walk(MarkupBlocks blocks) implements NodeFilter {
    @Override
    public FilterResult head(Node node, int depth) {
      switch (node) {
        case TextNode text -> blocks.text(text.getWholeText());
        case Element element -> {
          if (isLeftOut(element)) {
            return FilterResult.SKIP_ENTIRELY;
          }
          blocks.start(element.normalName());
        }
        case Comment _ -> {}
        default -> {}
      }
      return FilterResult.CONTINUE;
    }

    @Override
    public FilterResult tail(Node node, int depth) {
      if (node instanceof Element element) {
        blocks.end(element.normalName());
      }
      return FilterResult.CONTINUE;
    }

    private static boolean isLeftOut(Element element) {
      return LEFT_OUT.contains(element.normalName())
          || element.hasAttr("hidden")
          || (element.nameIs("header") && element.closest("article, main") == null)
          || element.attr("role").equals("navigation");
    }
  }
}
