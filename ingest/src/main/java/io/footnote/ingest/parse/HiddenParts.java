package io.footnote.ingest.parse;

import io.footnote.index.model.MetadataValue;
import io.footnote.ingest.screen.HiddenStyle;
import io.footnote.ingest.screen.HiddenStyle.Way;
import io.footnote.ingest.screen.Screening;
import io.footnote.ingest.screen.Sign;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;

/**
 * What a web page hides by the styles of its elements. A style sheet hides much for honest reasons,
 * what waits to be opened or is only read out, so that what it does not show is taken out only if
 * it is written to steer a language model; letters in the colour of what is behind them are taken
 * out whoever gives them their colour.
 *
 * @param suspicious whether it was hidden by a trick, or is written to steer a language model
 */
record HiddenParts(boolean suspicious) {
  private static final String PAPER = "#ffffff";

  /** Takes out of a page what its reader does not see. */
  static HiddenParts removeFrom(Document page) {
    PageStyles styles = PageStyles.of(page);
    boolean suspicious = false;
    for (Element element : page.select("[style], [hidden]")) {
      Optional<Way> way = way(element);
      if (way.isPresent() && isPartWithText(element)) {
        suspicious |= way.get() == Way.UNSEEABLE || isSteering(element);
        element.remove();
      }
    }
    for (Element element : styles.elements()) {
      if (HiddenStyle.of(styles.of(element)).isPresent()
          && isPartWithText(element)
          && isSteering(element)) {
        suspicious = true;
        element.remove();
      }
    }
    for (Element element : page.body().getAllElements()) {
      if (!element.ownText().isBlank() && isLikeItsBackground(element, styles)) {
        suspicious = true;
        element.textNodes().forEach(Node::remove);
      }
    }
    return new HiddenParts(suspicious);
  }

  private static Optional<Way> way(Element element) {
    return element.hasAttr("hidden")
        ? Optional.of(Way.NOT_SHOWN)
        : HiddenStyle.of(element.attr("style"));
  }

  /** A hidden body is shown by a script; else there is no page. */
  private static boolean isPartWithText(Element element) {
    return !element.nameIs("body") && !element.nameIs("html") && element.hasText();
  }

  private static boolean isSteering(Element element) {
    return !Screening.signs(element.wholeText()).isEmpty();
  }

  private static boolean isLikeItsBackground(Element element, PageStyles styles) {
    return color(element, styles)
        .filter(color -> HiddenStyle.alike(color, background(element, styles)))
        .isPresent();
  }

  /** The colour of the text of an element; empty if nothing sets it. */
  private static Optional<String> color(Element element, PageStyles styles) {
    for (Element around = element; around != null; around = around.parent()) {
      Optional<String> set = HiddenStyle.color(styles.of(around));
      if (set.isPresent()) {
        return set;
      }
      if (!around.attr("color").isBlank()) {
        return Optional.of(HiddenStyle.plain(around.attr("color")));
      }
      if (around.nameIs("a") && around.hasAttr("href")) {
        return Optional.empty(); // links have a colour of their own
      }
    }
    return Optional.empty();
  }

  private static String background(Element element, PageStyles styles) {
    for (Element around = element; around != null; around = around.parent()) {
      Optional<String> set = HiddenStyle.background(styles.of(around));
      if (set.isPresent()) {
        return set.get();
      }
      if (!around.attr("bgcolor").isBlank()) {
        return HiddenStyle.plain(around.attr("bgcolor"));
      }
      if (around.hasAttr("background")
          || (!styles.complete()
              && !around.className().isBlank()
              && around.normalName().matches("table|tr|td|th|div|header"))) {
        return ""; // a picture, or what a sheet elsewhere gives it
      }
    }
    return PAPER;
  }

  /** For the document. */
  Map<String, List<MetadataValue>> metadata() {
    return Sign.metadata(suspicious ? Set.of(Sign.HIDDEN_TEXT) : Set.of());
  }
}
