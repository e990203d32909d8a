package io.footnote.serve.engine.extract;

import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.model.SearchResult;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds documents whose titles differ in the year alone ({@code Annual report 2022} beside {@code …
 * 2023}): the one that the question names is meant or, if it names none, the latest.
 */
final class Years {
  private static final Pattern YEAR = Pattern.compile("(?<![\\d-])((?:19|20)\\d{2})(?!\\d)");

  private Years() {}

  /** Ids of documents among {@code passages} of which the year that is meant is among them. */
  static Set<String> otherYears(String question, List<Passage> passages) {
    Set<Integer> asked =
        YEAR.matcher(question)
            .results()
            .map(year -> Integer.valueOf(year.group(1)))
            .collect(Collectors.toSet());
    Map<String, Set<Integer>> series = new HashMap<>();
    passages.forEach(passage -> {
      String title = passage.result().title();
      series.computeIfAbsent(series(title), _ -> new HashSet<>()).add(number(title));
    });
    Set<String> others = new HashSet<>();
    for (Passage passage : passages) {
      SearchResult result = passage.result();
      int year = number(result.title());
      Set<Integer> years = series.getOrDefault(series(result.title()), Set.of(year));
      if (!isMeant(year, asked, years)) {
        others.add(result.documentId());
      }
    }
    return others;
  }

  private static boolean isMeant(int year, Set<Integer> asked, Set<Integer> years) {
    return asked.isEmpty()
        ? year == Collections.max(years)
        : asked.contains(year) || Collections.disjoint(asked, years);
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
