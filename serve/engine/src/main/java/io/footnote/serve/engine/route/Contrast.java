package io.footnote.serve.engine.route;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The subjects of a question that compares. Pure. */
final class Contrast {
  private static final List<Pattern> FORMS =
      List.of(
          form("compare (?<all>.+)"),
          form(
              "(?:(?:what|where) (?:is|are|was|were)|what's|(?:tell|show) me|explain|describe|(?:is|are)"
                  + " there)?"
                  + " ?(?:the |any )?(?:\\w+ )?differences? between (?<all>.+)"),
          form(
              "how (?:do|does|did|is|are|was|were) (?<first>.+?) (?:differ|different|distinct) from"
                  + " (?<second>.+)"),
          form("(?<first>.+?),? compared (?:to|with) (?<second>.+)"),
          // Whoever asks who won a match, or what a court said, does not compare the parties.
          form(
              "(?<first>(?!(?:who|whose|what|when|where|why|how|which|is|are|was|were|do|does|did|can)"
                  + " ).+?) (?:vs\\.?|versus) (?<second>.+)"));

  private static final Pattern AGAINST = form("(?<first>.+?) (?:with|to) (?<second>.+)");
  private static final Pattern COMMA = Pattern.compile(" ?, ?(?:and )?");
  private static final Pattern AND = Pattern.compile(" and | vs\\.? | versus ");
  private static final Pattern BOTH = form("(?:both|between) (.+)");

  /** What a first subject says before the name that the others exchange. */
  private static final Pattern HEAD =
      form("(.+ (?:in|at|of|for|under|on|during|by|from)) (?:the |an? )?[^ ]+(?: [^ ]+){0,2}");

  private static final Pattern PREPOSITION =
      form("(?<before>.* )?(?:in|at|of|for|under|on|during|by|from) .*");

  private static final String OF_TIME =
      "(?:the )?(?:(?:19|20)\\d{2}(?:[/-]\\d{2,4})?|(?:fy|q[1-4]|h[12]) ?(?:\\d{2}|\\d{4})|q[1-4](?: (?:19|20)\\d{2})?)";

  /** A year, a quarter or a half of one. */
  private static final Pattern YEAR = form(OF_TIME);

  private static final Pattern BEFORE_YEAR = form("(.*?\\p{L}.*?) " + OF_TIME);
  private static final Pattern AFTER_YEAR = form(OF_TIME + " (.*\\p{L}.*)");

  private static final Pattern LAST_WORD = Pattern.compile(" [^ ]+$");

  private static final Pattern SPACE = Pattern.compile(" ");

  /** More words are a statement: "mice have higher titers compared to controls". */
  private static final int MOST_WORDS = 7;

  private Contrast() {}

  private static Pattern form(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
  }

  /**
   * At least two, or none if the question does not compare.
   *
   * @param question without its question mark
   */
  static List<String> subjects(String question) {
    for (Pattern form : FORMS) {
      Matcher matcher = form.matcher(question);
      if (matcher.matches()) {
        List<String> subjects =
            matcher.namedGroups().containsKey("all")
                ? split(matcher.group("all"))
                : List.of(matcher.group("first"), matcher.group("second"));
        return checked(subjects);
      }
    }
    return List.of();
  }

  /** Three things without commas are as likely two, one of which is "terms and conditions". */
  private static List<String> split(String all) {
    List<String> parts = new ArrayList<>(List.of(COMMA.split(all, -1)));
    List<String> last = List.of(AND.split(parts.removeLast(), -1));
    Matcher against = AGAINST.matcher(all);
    if (last.size() > 2) {
      return List.of();
    }
    if (parts.isEmpty() && last.size() == 1 && against.matches()) {
      return List.of(against.group("first"), against.group("second"));
    }
    parts.addAll(last);
    return parts;
  }

  private static List<String> checked(List<String> parts) {
    List<String> subjects = new ArrayList<>();
    for (String part : parts) {
      Matcher both = BOTH.matcher(part.strip());
      String subject = both.matches() ? both.group(1) : part.strip();
      if (subject.codePoints().noneMatch(Character::isLetterOrDigit)
          || SPACE.split(subject, -1).length > MOST_WORDS) {
        return List.of();
      }
      subjects.add(subject);
    }
    boolean unclear =
        subjects.size() < 2
            || subjects.size() > Aim.MOST_SUBJECTS
            || subjects.stream().anyMatch(one -> AND.matcher(one).find());
    return unclear ? List.of() : whole(subjects);
  }

  /**
   * "The hotel limit in London" and "Paris", or "in Paris": "the hotel limit in Paris". "Leave
   * policy 2023" and "2024": "leave policy 2024". "The 2023" and "2024 leave policies": "the 2023
   * leave policies".
   */
  private static List<String> whole(List<String> subjects) {
    String first = subjects.getFirst();
    String last = subjects.getLast();
    Matcher before = BEFORE_YEAR.matcher(first);
    if (before.matches() && areYears(subjects.subList(1, subjects.size()))) {
      return each(subjects, one -> one.equals(first) ? one : before.group(1) + " " + one);
    }
    Matcher after = AFTER_YEAR.matcher(last);
    if (after.matches() && areYears(subjects.subList(0, subjects.size() - 1))) {
      return each(subjects, one -> one.equals(last) ? one : one + " " + after.group(1));
    }
    Matcher head = HEAD.matcher(first);
    if (!head.matches()) {
      return subjects;
    }
    return each(subjects, one -> one.equals(first) ? one : whole(head.group(1), one));
  }

  private static boolean areYears(List<String> subjects) {
    return subjects.stream().allMatch(one -> YEAR.matcher(one).matches());
  }

  private static List<String> each(List<String> subjects, UnaryOperator<String> made) {
    return subjects.stream().map(made).toList();
  }

  private static String whole(String head, String subject) {
    Matcher preposition = PREPOSITION.matcher(subject);
    if (!preposition.matches()) {
      return head + " " + subject;
    }
    return preposition.group("before") == null
        ? LAST_WORD.matcher(head).replaceFirst("") + " " + subject
        : subject;
  }
}
