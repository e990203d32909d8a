package io.footnote.serve.engine.assemble;

import io.footnote.ingest.screen.Sign;
import io.footnote.serve.engine.model.SearchResult;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds passages of documents of which a newer version is there: by titles that differ in the
 * number of their version alone, {@code Travel policy, version 3} beside {@code Travel policy,
 * version 4}, or because a passage says so, {@code This guideline supersedes the Home working
 * rules}. Years are no versions: last year's report stays true beside this year's. What a document
 * says that shows signs of being written for a machine supersedes nothing.
 */
final class Superseded {
  private static final Pattern VERSION =
      Pattern.compile(
          "(?:\\b(?:version|edition|revision|issue|rev\\.?)|\\bv)\\s*(\\d{1,4})\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern YEAR = Pattern.compile("(?<![\\d-])(?:19|20)\\d{2}(?!\\d)");

  /** Before the title of what is no longer in force. */
  private static final Pattern REPLACES =
      Pattern.compile(
          "\\b(?:replaces|supersedes|takes the place of)\\s+(?:the\\s+|our\\s+)?(?=\\S)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

  /** A title of fewer words, such as {@code Policy}, may be part of many others. */
  private static final int LEAST_WORDS = 2;

  private final String question;
  private final boolean asked;
  private final Map<String, SearchResult> newest = new HashMap<>();
  private final Map<String, SearchResult> replacing = new HashMap<>();

  /**
   * @param question one that names a version, a year or a title may want an older one
   */
  Superseded(String question, List<SearchResult> passages) {
    this.question = words(question);
    asked = VERSION.matcher(question).find() || YEAR.matcher(question).find();
    passages.forEach(passage ->
        newest.merge(series(passage), passage, (a, b) -> number(a) >= number(b) ? a : b));
    passages.stream()
        .filter(passage -> Sign.namesIn(passage.metadata()).isEmpty())
        .forEach(passage -> findReplaced(passage, passages));
  }

  /** A passage of the newer version; null if there is none, or the question wants the older. */
  @Nullable SearchResult by(SearchResult passage) {
    if (asked) {
      return null;
    }
    SearchResult newer = newest.get(series(passage));
    if (newer != null && number(newer) > number(passage)) {
      return newer;
    }
    return question.contains(words(passage.title())) ? null : replacement(passage.documentId());
  }

  /** Null, too, if what replaces a document is in the end replaced by it. */
  private @Nullable SearchResult replacement(String documentId) {
    SearchResult found = replacing.get(documentId);
    SearchResult next = found;
    for (int steps = 0; next != null && steps < replacing.size(); steps++) {
      if (next.documentId().equals(documentId)) {
        return null;
      }
      next = replacing.get(next.documentId());
    }
    return found;
  }

  /** Documents that a passage says are replaced. */
  private void findReplaced(SearchResult passage, List<SearchResult> passages) {
    Matcher replaces = REPLACES.matcher(passage.text());
    while (replaces.find()) {
      String what = words(passage.text().substring(replaces.end()));
      passages.stream()
          .filter(other -> isAnother(passage, other) && what.startsWith(words(other.title())))
          .forEach(other -> replacing.putIfAbsent(other.documentId(), passage));
    }
  }

  private static boolean isAnother(SearchResult passage, SearchResult other) {
    return !other.documentId().equals(passage.documentId())
        && other.collection().equals(passage.collection())
        && words(other.title()).strip().split(" ", -1).length >= LEAST_WORDS;
  }

  /** Words in small letters, each followed by a blank, so that none begins another. */
  private static String words(String text) {
    return NO_WORD.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ").strip() + " ";
  }

  private static String series(SearchResult passage) {
    return passage.collection() + '\n' + VERSION.matcher(passage.title()).replaceFirst("#");
  }

  private static int number(SearchResult passage) {
    Matcher version = VERSION.matcher(passage.title());
    return version.find() ? Integer.parseInt(version.group(1)) : 0;
  }
}
