package io.footnote.eval.page;

import java.util.List;

/** Measures how well a page can be read. */
final class Contrast {
  private Contrast() {}

  /**
   * Visible texts whose contrast with the ground behind them, as WCAG 2.2 defines it, is below 4.5.
   * Controls that cannot be used now are exempt, as they are there.
   */
  static List<?> tooFaint(OpenPage open) {
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
