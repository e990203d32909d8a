package io.footnote.ingest.parse;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
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
  private static final Set<String> NO_TEXT =
      Set.of(
          "script",
          "style",
          "noscript",
          "template",
          "svg",
          "iframe",
          "button",
          "select",
          "option",
          "head",
          "object",
          "canvas");

  /** Elements around the content of a page. */
  private static final Set<String> AROUND = Set.of("nav", "footer", "aside", "dialog");

  private static final Set<String> AROUND_ROLES =
      Set.of("navigation", "banner", "contentinfo", "complementary", "search", "dialog");

  /** What pages without such elements call them, as ids or classes; navheader is DocBook's. */
  private static final Set<String> AROUND_CLASSES =
      Set.of(
          "nav",
          "navbar",
          "navigation",
          "navheader",
          "navfooter",
          "menu",
          "sidebar",
          "breadcrumb",
          "breadcrumbs",
          "footer",
          "site-footer",
          "cookie-banner");

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
    HiddenParts hidden = HiddenParts.removeFrom(page);
    Element content = content(page);
    read(content, new Walk(new MarkupBlocks(builder, false), content, true));
    if (builder.isEmpty()) {
      // A page that consists of what others have around their content.
      read(page.body(), new Walk(new MarkupBlocks(builder, false), page.body(), false));
    }
    String language = page.select("html[lang]").attr("lang").toLowerCase(Locale.ROOT);
    return builder.build(
        page.title().isBlank() ? builder.firstHeading() : page.title(),
        mime,
        language.matches("[a-z]{2}(?:[-_].*)?") ? language.substring(0, 2) : "und",
        hidden.metadata(),
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

  private static void read(Element content, Walk walk) {
    content.filter(walk);
    walk.blocks.flush();
  }

  private static final class Walk implements NodeFilter {
    private final MarkupBlocks blocks;
    private final boolean contentAlone;

    /** How many elements are open that are content, so that a header belongs to it. */
    private int openContent;

    /**
     * @param contentAlone whether what stands around the content of a page is left out
     */
    Walk(MarkupBlocks blocks, Element root, boolean contentAlone) {
      this.blocks = blocks;
      this.contentAlone = contentAlone;
      this.openContent = root.nameIs("body") || isContent(root) ? 0 : 1;
    }

    @Override
    public FilterResult head(Node node, int depth) {
      switch (node) {
        case TextNode text -> blocks.text(text.getWholeText());
        case Element element -> {
          if (isLeftOut(element)) {
            return FilterResult.SKIP_ENTIRELY;
          }
          openContent += isContent(element) ? 1 : 0;
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
        openContent -= isContent(element) ? 1 : 0;
        blocks.end(element.normalName());
      }
      return FilterResult.CONTINUE;
    }

    private static boolean isContent(Element element) {
      return element.nameIs("main")
          || element.nameIs("article")
          || element.attr("role").equals("main");
    }

    private boolean isLeftOut(Element element) {
      if (NO_TEXT.contains(element.normalName()) || element.hasAttr("hidden")) {
        return true;
      }
      return contentAlone
          && (AROUND.contains(element.normalName())
              || AROUND_ROLES.contains(element.attr("role"))
              || (element.nameIs("header") && openContent == 0)
              || (openContent == 0
                  && (AROUND_CLASSES.contains(element.id())
                      || element.classNames().stream().anyMatch(AROUND_CLASSES::contains))));
    }
  }
}
