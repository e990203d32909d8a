package io.footnote.serve.engine.guard;

import io.footnote.ingest.screen.Invisible;
import io.footnote.ingest.source.WebAccess;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes from an answer what could act by itself where it is shown: pictures and links, which carry
 * data away in their addresses, tags, imitated footnotes and characters that nobody sees. Whoever
 * wrote the answer may have been told to put them there by a passage. Thread-safe.
 */
public final class OutputGuard {
  static final String NO_LINK = "(link removed)";
  static final String NO_PICTURE = "(picture removed)";

  private static final Pattern LINK =
      Pattern.compile(
          "(?<picture>!)?\\[(?<text>[^\\[\\]\\n]*)]\\(\\s*<?(?<target>[^\\s)>]*)[^)\\n]*\\)?");

  private static final Pattern ACTIVE =
      Pattern.compile(
          "(?<tag></?(?:img|a|script|iframe|object|embed|video|audio|source|link|form|svg|style"
              + "|base|meta|input|body|picture|image)\\b[^>]*>?)"
              + "|(?<address>\\b[a-z][a-z0-9+.-]{1,20}://[^\\s<>\"'`)}]+"
              + "|//(?:[\\p{L}\\p{N}_%-]+[.:/]|\\[)[^\\s<>\"'`)}]*"
              + "|\\bwww\\.[^\\s<>\"'`)\\]}]+"
              + "|\\b(?:javascript|data|vbscript|mailto|tel|sms):[^\\s<>\"'`)\\]}]+)",
          Pattern.CASE_INSENSITIVE);

  /** Pictures within links are taken out from the inside, this deep. */
  private static final int NESTED = 4;

  private static final Pattern MARK =
      Pattern.compile("\\[(\\d+(?:\\s*[,;–-]\\s*\\d+)*)]|【([^】]*)】");

  private static final Pattern TRAILING = Pattern.compile("[.,;:!?]+$");

  private final WebAccess linked;

  /**
   * @param hosts that answers may link to
   */
  public OutputGuard(List<String> hosts) {
    linked = new WebAccess(hosts, List.of(), WebAccess.DEFAULT_MAX_BYTES);
  }

  /**
   * A sentence that does nothing by itself.
   *
   * @param known whether an address is one that stands in a document, word for word: it tells
   *     nobody anything new, and is left as text
   */
  public String safe(String sentence, Predicate<String> known) {
    String linkless = Invisible.strip(sentence);
    for (int depth = 0; depth < NESTED; depth++) {
      linkless =
          LINK.matcher(linkless)
              .replaceAll(found -> Matcher.quoteReplacement(withoutLink(found, known)));
    }
    String inactive =
        ACTIVE
            .matcher(linkless)
            .replaceAll(found -> Matcher.quoteReplacement(inactive(found, known)));
    return MARK.matcher(inactive)
        .replaceAll(found -> {
          String number = found.group(1) == null ? found.group(2) : found.group(1);
          return Matcher.quoteReplacement("(" + number + ")");
        });
  }

  private String inactive(MatchResult found, Predicate<String> known) {
    if (found.group("tag") != null) {
      return "";
    }
    String address = found.group("address");
    Matcher trailing = TRAILING.matcher(address);
    String end = trailing.find() ? trailing.group() : "";
    String bare = address.substring(0, address.length() - end.length());
    return (isLinked(bare) || known.test(bare) ? bare : NO_LINK) + end;
  }

  private String withoutLink(MatchResult found, Predicate<String> known) {
    String target = found.group("target");
    if (isLinked(target)) {
      return found.group();
    }
    String text = found.group("text");
    String said = safe(text, known);
    String place =
        found.group("picture") != null
            ? NO_PICTURE
            : known.test(target) ? "(" + target + ")" : NO_LINK;
    return said.isBlank() ? place : said + " " + place;
  }

  private boolean isLinked(@Nullable String address) {
    try {
      return address != null && linked.allows(new URI(address));
    } catch (URISyntaxException e) {
      return false; // what is no address is not at a listed host
    }
  }
}
