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

/**
 * What a web page hides by the styles that its elements carry. Style sheets are not read.
 *
 * @param suspicious whether it was hidden by a trick, or is written to steer a language model
 */
record HiddenParts(boolean suspicious) {
  private static final String PAPER = "#ffffff";

  /** Takes out of a page what its reader does not see. */
  static HiddenParts removeFrom(Document page) {
    boolean suspicious = false;
    for (Element element : page.select("[style], [hidden], font[color]")) {
      Optional<Way> way = way(element);
      if (way.isPresent() && element.hasText()) {
        suspicious |= way.get() == Way.UNSEEABLE || !Screening.signs(element.wholeText()).isEmpty();
        element.remove();
      }
    }
    return new HiddenParts(suspicious);
  }

  private static Optional<Way> way(Element element) {
    if (element.nameIs("body") || element.nameIs("html")) {
      return Optional.empty(); // shown by a script; else there is no page
    }
    if (element.hasAttr("hidden")) {
      return Optional.of(Way.NOT_SHOWN);
    }
    String style = element.attr("style");
    Optional<Way> byStyle = HiddenStyle.of(style);
    Optional<String> color =
        HiddenStyle.color(style)
            .or(() ->
                Optional.of(element.attr("color"))
                    .filter(given -> !given.isBlank())
                    .map(HiddenStyle::plain));
    return byStyle.isEmpty() && color.isPresent() && color.get().equals(background(element))
        ? Optional.of(Way.UNSEEABLE)
        : byStyle;
  }

  private static String background(Element element) {
    for (Element around = element; around != null; around = around.parent()) {
      Optional<String> set = HiddenStyle.background(around.attr("style"));
      if (set.isPresent()) {
        return set.get();
      }
      if (!around.attr("bgcolor").isBlank()) {
        return HiddenStyle.plain(around.attr("bgcolor"));
      }
      if (!around.className().isBlank()
          && around.normalName().matches("table|tr|td|th|div|header")) {
        return ""; // a style sheet may give it any
      }
    }
    return PAPER;
  }

  /** For the document. */
  Map<String, List<MetadataValue>> metadata() {
    return Sign.metadata(suspicious ? Set.of(Sign.HIDDEN_TEXT) : Set.of());
  }
}
