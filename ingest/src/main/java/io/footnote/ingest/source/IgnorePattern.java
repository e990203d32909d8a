package io.footnote.ingest.source;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * One line of a list of patterns, as gitignore(5) defines them: {@code *}, {@code ?} and {@code
 * [a-z]} stand for characters other than {@code /}; {@code **} for any number of folders; a slash
 * at the beginning or in the middle binds the pattern to the folder of the list, one at the end to
 * folders; {@code !} takes back; {@code \} makes the next character plain. Written here because the
 * small libraries differ from Git in this and the right one, JGit, is many times as large as all of
 * this module.
 *
 * @param ignores false if the pattern takes back
 * @param folders whether it matches folders alone
 * @param path matches paths relative to the folder of the list, without a leading slash
 */
record IgnorePattern(boolean ignores, boolean folders, Pattern path) {

  /** The pattern of a line; null for an empty one, a comment, or one that matches nothing. */
  static @Nullable IgnorePattern parse(String line) {
    String text = withoutTrailingSpaces(line);
    if (text.isEmpty() || text.startsWith("#")) {
      return null;
    }
    boolean ignores = !text.startsWith("!");
    text = ignores ? text : text.substring(1);
    boolean folders = text.endsWith("/");
    text = folders ? text.substring(0, text.length() - 1) : text;
    boolean bound = text.contains("/");
    text = text.startsWith("/") ? text.substring(1) : text;
    if (text.isEmpty()) {
      return null;
    }
    try {
      String anywhere = bound ? "" : "(?:.*/)?";
      return new IgnorePattern(
          ignores, folders, Pattern.compile(anywhere + regex(text, bound), Pattern.DOTALL));
    } catch (PatternSyntaxException e) {
      return null; // as Git does: a range such as [z-a] matches nothing
    }
  }

  /** Whether it says something of a path. */
  boolean matches(String relative, boolean isFolder) {
    return (isFolder || !folders) && path.matcher(relative).matches();
  }

  private static String withoutTrailingSpaces(String line) {
    int end = line.endsWith("\r") ? line.length() - 1 : line.length();
    while (end > 0 && line.charAt(end - 1) == ' ' && !(end > 1 && line.charAt(end - 2) == '\\')) {
      end--;
    }
    return line.substring(0, end);
  }

  private static String regex(String glob, boolean bound) {
    int plain = bound ? plainBeginning(glob) : 0;
    StringBuilder regex = new StringBuilder();
    int i = 0;
    while (i < glob.length()) {
      char c = glob.charAt(i);
      if (c == '*') {
        i = star(glob, i, i == plain, regex);
      } else if (c == '?') {
        regex.append("[^/]");
        i++;
      } else if (c == '[' && glob.indexOf(']', i + 2) > 0) {
        i = range(glob, i, regex);
      } else {
        boolean escaped = c == '\\' && i + 1 < glob.length();
        regex.append(Pattern.quote(String.valueOf(escaped ? glob.charAt(i + 1) : c)));
        i += escaped ? 2 : 1;
      }
    }
    return regex.toString();
  }

  /** Characters before the first that stands for others. */
  private static int plainBeginning(String glob) {
    int length = 0;
    while (length < glob.length() && "*?[\\".indexOf(glob.charAt(length)) < 0) {
      length++;
    }
    return length;
  }

  /**
   * Appends what a run of stars stands for; returns where the glob goes on.
   *
   * @param first whether only plain characters stand before it: Git compares these by themselves,
   *     so that {@code a**} stands for folders although no slash is before its stars
   */
  private static int star(String glob, int start, boolean first, StringBuilder regex) {
    int end = start;
    while (end < glob.length() && glob.charAt(end) == '*') {
      end++;
    }
    boolean whole =
        end - start >= 2
            && (first || start == 0 || glob.charAt(start - 1) == '/')
            && (end == glob.length() || glob.charAt(end) == '/');
    if (!whole) {
      regex.append("[^/]*");
      return end;
    }
    if (end == glob.length()) {
      regex.append(".*"); // everything inside
      return end;
    }
    regex.append("(?:.*/)?"); // any number of folders, none too
    return end + 1;
  }

  private static int range(String glob, int start, StringBuilder regex) {
    int end = glob.indexOf(']', start + 2); // a bracket right behind the opening one is plain
    String inner = glob.substring(start + 1, end);
    boolean negated = inner.startsWith("!") || inner.startsWith("^");
    String characters = negated ? inner.substring(1) : inner;
    regex
        .append(negated ? "[^/" : "[")
        .append(characters.replaceAll("[\\[\\]&^\\\\]", "\\\\$0"))
        .append(negated ? "]" : "&&[^/]]");
    return end + 1;
  }
}
