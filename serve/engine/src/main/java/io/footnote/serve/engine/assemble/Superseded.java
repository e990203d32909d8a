package io.footnote.serve.engine.assemble;

import io.footnote.serve.engine.model.SearchResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds passages of documents of which a newer version is there, by titles that differ in the
 * number of their version alone: {@code Travel policy, version 3} beside {@code Travel policy,
 * version 4}. Years are no versions: last year's report stays true beside this year's.
 */
final class Superseded {
  private static final Pattern VERSION =
      Pattern.compile(
          "(?:\\b(?:version|edition|revision|issue|rev\\.?)|\\bv)\\s*(\\d{1,4})\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern YEAR = Pattern.compile("(?<![\\d-])(?:19|20)\\d{2}(?!\\d)");

  private final boolean asked;
  private final Map<String, SearchResult> newest = new HashMap<>();

  /**
   * @param question one that names a version or a year may want an older one
   */
  Superseded(String question, List<SearchResult> passages) {
    asked = VERSION.matcher(question).find() || YEAR.matcher(question).find();
    passages.forEach(passage ->
        newest.merge(series(passage), passage, (a, b) -> number(a) >= number(b) ? a : b));
  }

  /** A passage of the newer version; null if there is none, or the question wants the older. */
  @Nullable SearchResult by(SearchResult passage) {
    SearchResult newer = newest.get(series(passage));
    return asked || newer == null || number(newer) <= number(passage) ? null : newer;
  }

  private static String series(SearchResult passage) {
    return passage.collection() + '\n' + VERSION.matcher(passage.title()).replaceFirst("#");
  }

  private static int number(SearchResult passage) {
    Matcher version = VERSION.matcher(passage.title());
    return version.find() ? Integer.parseInt(version.group(1)) : 0;
  }
}
