package io.footnote.serve.engine.extract;

import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.model.SearchResult;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds documents whose titles differ in the version alone ({@code Travel policy, version 3} beside
 * {@code … version 4}): the older ones are superseded, unless the question names a year or version.
 */
final class Versions {
  private static final Pattern VERSION =
      Pattern.compile(
          "(?:\\b(?:version|edition|revision|issue|rev\\.?)|\\bv)\\s*(\\d{1,4})\\b|(?<![\\d-])((?:19|20)\\d{2})(?!\\d)",
          Pattern.CASE_INSENSITIVE);

  private Versions() {}

  /** Ids of documents among {@code passages} that a newer one among them replaces. */
  static Set<String> superseded(String question, List<Passage> passages) {
    if (VERSION.matcher(question).find()) {
      return Set.of();
    }
    Map<String, Integer> newest = new HashMap<>();
    passages.forEach(passage -> {
      String title = passage.result().title();
      newest.merge(series(title), number(title), Math::max);
    });
    Set<String> older = new HashSet<>();
    for (Passage passage : passages) {
      SearchResult result = passage.result();
      if (number(result.title()) < newest.getOrDefault(series(result.title()), 0)) {
        older.add(result.documentId());
      }
    }
    return older;
  }

  private static String series(String title) {
    return VERSION.matcher(title).replaceFirst("#");
  }

  private static int number(String title) {
    Matcher version = VERSION.matcher(title);
    if (!version.find()) {
      return 0;
    }
    String number = version.group(1) == null ? version.group(2) : version.group(1);
    return Integer.parseInt(number);
  }
}
