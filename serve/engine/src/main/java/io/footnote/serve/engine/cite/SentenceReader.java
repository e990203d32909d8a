package io.footnote.serve.engine.cite;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads sentences with their footnote marks out of text that comes in pieces. A mark belongs to the
 * sentence it stands in or right behind. For one reply on one thread.
 */
public final class SentenceReader {
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Pattern MARK = Pattern.compile("\\s*\\[\\s*(\\d{1,4}(?:\\s*[,;]\\s*\\d{1,4})*)\\s*]");

  /** The end of a sentence, its marks, and enough of what follows to be sure. */
  private static final Pattern END =
      Pattern.compile(
          "([.!?…][\"'”’)*_]*(?:\\s*\\[[\\d\\s,;]{1,40}])*|[。！？](?:\\[[\\d\\s,;]{1,40}])*)(?=\\s+[^\\s\\[a-z])|\\n+(?=\\s*\\S)");

  private static final Pattern NO_END =
      Pattern.compile(
          "(?:^|[\\s(])(?:dr|mr|mrs|ms|prof|st|no|vs|fig|e\\.g|i\\.e|approx|[a-z]|\\d{1,3})\\.$");

  private final StringBuilder pending = new StringBuilder();
  private boolean any;
  private boolean startedLine;

  /** Adds a piece and returns the sentences it completes. */
  public List<WrittenSentence> add(String piece) {
    pending.append(piece);
    List<WrittenSentence> complete = new ArrayList<>();
    int from = 0;
    while (true) {
      Matcher end = END.matcher(pending);
      if (!end.find(from)) {
        return complete;
      }
      String candidate = pending.substring(0, end.end());
      if (isNoEnd(candidate)) {
        from = end.end();
        continue;
      }
      // A line break may still be followed by marks of the line before it.
      if (end.group().isBlank() && followedByMark(end.end())) {
        from = end.end();
        continue;
      }
      pending.delete(0, end.end());
      from = 0;
      addTo(complete, candidate);
    }
  }

  /** What is left when the reply has ended. */
  public List<WrittenSentence> end() {
    List<WrittenSentence> rest = new ArrayList<>();
    addTo(rest, pending.toString());
    pending.setLength(0);
    return rest;
  }

  private boolean followedByMark(int at) {
    return MARK.matcher(pending).region(at, pending.length()).lookingAt();
  }

  private static boolean isNoEnd(String candidate) {
    String withoutMarks = MARK.matcher(candidate).replaceAll("");
    return withoutMarks.length() == candidate.length()
        && NO_END.matcher(candidate.toLowerCase(Locale.ROOT)).find();
  }

  private void addTo(List<WrittenSentence> sentences, String raw) {
    Set<Integer> marks = new LinkedHashSet<>();
    Matcher mark = MARK.matcher(raw);
    while (mark.find()) {
      NUMBER.matcher(mark.group()).results().forEach(n -> marks.add(Integer.valueOf(n.group())));
    }
    String text = mark.replaceAll("");
    String stripped = text.strip();
    if (stripped.isEmpty()) {
      startedLine |= text.contains("\n");
      return;
    }
    String before = text.substring(0, text.indexOf(stripped));
    String lead = before.contains("\n") || startedLine ? "\n" : any ? " " : "";
    startedLine = text.substring(text.indexOf(stripped) + stripped.length()).contains("\n");
    if (!any) {
      lead = "";
    }
    any = true;
    sentences.add(new WrittenSentence(lead, stripped.replaceAll("\\s+", " "), List.copyOf(marks)));
  }
}
