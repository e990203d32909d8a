package io.footnote.serve.engine.route;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** English names of languages. */
final class Languages {
  private static final Map<String, String> CODES =
      Locale.availableLocales()
          .map(Locale::getLanguage)
          .filter(code -> code.length() == 2)
          .distinct()
          .collect(
              Collectors.toMap(
                  code -> Locale.of(code).getDisplayLanguage(Locale.ENGLISH).toLowerCase(Locale.ROOT),
                  code -> code,
                  (first, _) -> first,
                  TreeMap::new));

  /** For a pattern. */
  static final String NAMES =
      CODES.keySet().stream().filter(name -> name.matches("[a-z]+")).collect(Collectors.joining("|"));

  private Languages() {}

  /** ISO 639-1 code of a language of {@link #NAMES}. */
  static String code(String name) {
    String code = CODES.get(name.toLowerCase(Locale.ROOT));
    if (code == null) {
      throw new IllegalArgumentException("there is no language '" + name + "'");
    }
    return code;
  }
}
