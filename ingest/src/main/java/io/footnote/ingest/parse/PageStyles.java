package io.footnote.ingest.parse;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.htmlunit.cssparser.dom.AbstractCSSRuleImpl;
import org.htmlunit.cssparser.dom.CSSMediaRuleImpl;
import org.htmlunit.cssparser.dom.CSSStyleRuleImpl;
import org.htmlunit.cssparser.dom.Property;
import org.htmlunit.cssparser.parser.CSSErrorHandler;
import org.htmlunit.cssparser.parser.CSSException;
import org.htmlunit.cssparser.parser.CSSOMParser;
import org.htmlunit.cssparser.parser.CSSParseException;
import org.htmlunit.cssparser.parser.InputSource;
import org.htmlunit.cssparser.parser.javacc.CSS3Parser;
import org.htmlunit.cssparser.parser.selector.Selector;
import org.htmlunit.cssparser.parser.selector.SelectorSpecificity;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Selector.SelectorParseException;

/**
 * What the style sheets inside a web page say about how its elements are seen; sheets elsewhere are
 * not fetched. Rules that hold only sometimes, for a width of the window or while the mouse is over
 * an element, are left out, and so is what cannot be read, as in a browser.
 */
final class PageStyles {
  private static final Set<String> SEEN_BY =
      Set.of(
          "color",
          "background",
          "background-color",
          "background-image",
          "font-size",
          "display",
          "visibility",
          "opacity",
          "left",
          "top",
          "text-indent",
          "margin-left",
          "clip");

  private static final Set<String> ALWAYS = Set.of("", "all", "screen");

  private static final CSSErrorHandler LENIENT =
      new CSSErrorHandler() {
        @Override
        public void warning(CSSParseException problem) {}

        @Override
        public void error(CSSParseException problem) {}

        @Override
        public void fatalError(CSSParseException problem) {}
      };

  private record Rule(
      String selector, SelectorSpecificity specificity, List<Property> properties) {}

  private record Value(String text, boolean important) {}

  private final Map<Element, Map<String, Value>> styles = new LinkedHashMap<>();
  private final boolean complete;

  private PageStyles(Document page) {
    complete = page.select("link[rel~=(?i)stylesheet]").isEmpty();
    List<Rule> rules = new ArrayList<>();
    for (Element sheet : page.select("style")) {
      if (isAlways(sheet.attr("media"))) {
        add(sheet.data(), rules);
      }
    }
    rules.sort(Comparator.comparing(Rule::specificity));
    for (Rule rule : rules) {
      for (Element element : selected(page, rule.selector())) {
        put(rule.properties(), styles.computeIfAbsent(element, _ -> new HashMap<>()));
      }
    }
    styles.forEach((element, style) -> put(declarations(element.attr("style")), style));
  }

  static PageStyles of(Document page) {
    return new PageStyles(page);
  }

  /** Whether the page has no style sheets elsewhere. */
  boolean complete() {
    return complete;
  }

  /** The elements that a style sheet says something about. */
  Set<Element> elements() {
    return styles.keySet();
  }

  /** How an element is set by sheets and by itself, written as its own style would be. */
  String of(Element element) {
    Map<String, Value> style = styles.get(element);
    return style == null
        ? element.attr("style")
        : style.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(property -> property.getKey() + ":" + property.getValue().text())
            .collect(joining(";"));
  }

  private static void add(String sheet, List<Rule> rules) {
    try {
      add(
          parser()
              .parseStyleSheet(new InputSource(new StringReader(sheet)), null)
              .getCssRules()
              .getRules(),
          rules);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // of a string
    } catch (CSSException _) {
      // What cannot be read as a style sheet sets nothing.
    }
  }

  private static void add(List<AbstractCSSRuleImpl> parsed, List<Rule> rules) {
    for (AbstractCSSRuleImpl rule : parsed) {
      switch (rule) {
        case CSSStyleRuleImpl style -> {
          List<Property> properties =
              style.getStyle().getProperties().stream().filter(PageStyles::isSeenBy).toList();
          if (!properties.isEmpty()) {
            for (Selector selector : style.getSelectors()) {
              rules.add(
                  new Rule(selector.toString(), new SelectorSpecificity(selector), properties));
            }
          }
        }
        case CSSMediaRuleImpl media when isAlways(media.getMediaList().getMediaText()) ->
            add(media.getCssRules().getRules(), rules);
        default -> {}
      }
    }
  }

  private static List<Property> declarations(String style) {
    try {
      return style.isBlank()
          ? List.of()
          : parser().parseStyleDeclaration(style).getProperties().stream()
              .filter(PageStyles::isSeenBy)
              .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // of a string
    } catch (CSSException _) {
      return List.of();
    }
  }

  private static CSSOMParser parser() {
    CSSOMParser parser = new CSSOMParser(new CSS3Parser());
    parser.setErrorHandler(LENIENT);
    return parser;
  }

  private static List<Element> selected(Document page, String selector) {
    try {
      return page.select(selector);
    } catch (SelectorParseException _) {
      return List.of(); // a state such as :hover, or a part such as ::before
    }
  }

  private static void put(List<Property> properties, Map<String, Value> style) {
    for (Property property : properties) {
      String name = property.getName().toLowerCase(Locale.ROOT);
      style.merge(
          name.startsWith("background") ? "background" : name,
          new Value(property.getValue().getCssText(), property.isImportant()),
          (before, now) -> before.important() && !now.important() ? before : now);
    }
  }

  private static boolean isSeenBy(Property property) {
    return property.getValue() != null
        && SEEN_BY.contains(property.getName().toLowerCase(Locale.ROOT));
  }

  private static boolean isAlways(String media) {
    return ALWAYS.contains(media.strip().toLowerCase(Locale.ROOT));
  }
}
