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
 * Finds documents whose titles differ in the year alone ({@code Annual report 2022} beside {@code …
 * 2023}): unless the question names a year, the latest is meant.
 */
final class Years {
  private static final Pattern YEAR = Pattern.compile("(?<![\\d-])((?:19|20)\\d{2})(?!\\d)");

  private Years() {}

  /** Ids of documents among {@code passages} of which there is a later year among them. */
  static Set<String> olderYears(String question, List<Passage> passages) {
    if (YEAR.matcher(question).find()) {
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
    return YEAR.matcher(title).replaceFirst("#");
  }

  private static int number(String title) {
    Matcher year = YEAR.matcher(title);
    if (!year.find()) {
      return 0;
    }
    return Integer.parseInt(year.group(1));
  }
}
