package io.footnote.serve.engine.route;

import io.footnote.serve.engine.route.Condition.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A question for documents themselves: "how many PDFs by Jane Doe are there since 2020?". It must
 * be understood to its last word, else it is none. Pure.
 */
final class Demand {
  private static final String DOCUMENTS =
      "(?:(?<format>%s) )?(?:documents?|docs|files?)|(?<formats>pdfs|spreadsheets|presentations|e-?mails|web ?pages)"
          .formatted(Formats.NAMES);

  private static final Pattern NUMBER =
      form(
          "(?:how many|(?:(?:what is|what's) )?(?:the )?(?:total )?number of|count(?: all)?(?: of)?(?: the)?) (?:"
              + DOCUMENTS
              + ")\\b");
  private static final Pattern LIST =
      form(
          "(?:list|show|give|name|enumerate|find)(?: me)?(?: a list of)?(?: all| every)?(?: of)?(?: the)? (?:"
              + DOCUMENTS
              + ")\\b");
  private static final Pattern WHICH = form("(?:which|what) (?:" + DOCUMENTS + ")\\b");

  /** Words between conditions that say nothing. */
  private static final Pattern FILLER =
      form(
          "(?:,|(?:that|which|and|are|is|were|was|have|has|been|do|we|you|there|exist|available|in total)\\b"
              + "|in (?:the|this|our|your) (?:index|collection|system|library|archive|knowledge base)\\b)");

  /** What makes of "which documents" a question for those there are. */
  private static final Pattern EXISTENCE = form(".*\\b(?:there|have|exist|available)\\b.*");

  private static final String NAME = "([^\\s\\d]+(?: [^\\s\\d]+){0,4}?)";

  /** A name, and nothing else, before what somebody did. */
  private static final String WRITER =
      "((?:(?!(?:not|and|or|i|we|you|they|he|she|it|anybody|anyone|who)\\b)[^\\s\\d]+ ){1,5}?)";

  private static final String DATE = "(" + Period.WRITTEN + ")";
  private static final String VERB =
      "(?:(?:(?<written>written|published|created|issued|dated)|(?<changed>modified|changed|updated|edited)"
          + "|(?<added>added|ingested|indexed|uploaded)) )?";

  /** Where a name or a subject ends. */
  private static final String END =
      "(?=$| (?:are there|exist|are available|do (?:we|you) have|in total)\\b|,? (?:(?:and|that|which|are|were|was|have|has|been) )*(?:(?:written|published|created|issued|modified|changed|updated"
          + "|edited|added|ingested|indexed|uploaded) )?(?:(?:since|after|before|until|from|in|between|during|dated)"
          + " (?:"
          + Period.WRITTEN
          + ")|of type |in (?:"
          + Languages.NAMES
          + ")\\b|(?-i:by \\p{Lu})"
          + "|(?:written|authored) by |(?:with|where|whose) [\\w-]+ ?(?:=|:|is |of )))";

  private static final List<Rule> RULES =
      List.of(
          when("between DATE and DATE", both -> both.getFirst().to(both.getLast())),
          when(
              "from DATE (?:to|until|till|through) DATE",
              both -> both.getFirst().to(both.getLast())),
          when("from DATE on(?:wards?)?", one -> one.getFirst().andLater()),
          when("since DATE", one -> one.getFirst().andLater()),
          when("(?:after|(?:later|newer) than) DATE", one -> one.getFirst().after()),
          when("(?:before|(?:earlier|older) than) DATE", one -> one.getFirst().earlier()),
          when("(?:until|till|up to|through) DATE", one -> one.getFirst().andEarlier()),
          when("(?:in|of|from|during|on|dated)? ?DATE", List::getFirst),
          rule(
              "(?:written )?in (" + Languages.NAMES + ")\\b",
              found -> new Condition.Language(Languages.code(found.group(1)))),
          rule("of (?:the )?(?:file )?(?:type|kind|format) (.+?)" + END, Demand::ofType),
          rule("in (\\w+) format\\b", Demand::ofType),
          rule(
              "(?:with|where|whose|having) (?:the |an? )?([\\w-]+) ?(?:=|:|is |equals |equal to |of )"
                  + " ?\"?(.+?)\"?"
                  + END,
              found -> new Condition.Field(found.group(1), found.group(2))),
          rule(
              "(?:(?:written|authored|created|published|made|prepared|sent) )?by " + NAME + END,
              found -> new Condition.By(found.group(1))),
          rule(
              "(?:did "
                  + WRITER
                  + "(?:write|author|publish)|"
                  + WRITER
                  + "(?:wrote|written|authored))\\b(?! by )",
              found ->
                  new Condition.By(
                      (found.group(1) == null ? found.group(2) : found.group(1)).strip())),
          rule(
              "(?:about|on|concerning|regarding|related to|dealing with|covering) (?:the topic (?:of )?)?\"?(.+?)\"?"
                  + END,
              found -> new Condition.About(found.group(1))));

  private Demand() {}

  private static Pattern form(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  /**
   * @param question without its question mark
   */
  static Optional<Aim.Enumerate> of(String question) {
    for (Pattern lead : List.of(NUMBER, LIST, WHICH)) {
      Matcher matcher = lead.matcher(question);
      if (matcher.lookingAt()) {
        String rest = question.substring(matcher.end()).strip();
        boolean whole = lead != WHICH || EXISTENCE.matcher(rest).matches();
        return conditions(rest)
            .map(conditions -> withFormat(matcher, conditions))
            .filter(conditions -> whole || !conditions.isEmpty())
            .map(conditions -> new Aim.Enumerate(conditions, lead != NUMBER));
      }
    }
    return Optional.empty();
  }

  /**
   * What goes on with a question for documents: the same of other documents, "and CSV files?", or
   * of fewer, "and since 2020?".
   *
   * @param before the question that it goes on with
   */
  static Optional<Aim.Enumerate> more(String before, String rest) {
    Optional<Aim.Enumerate> first = of(before);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    String lead = first.get().listed() ? "list " : "how many ";
    return of(lead + rest)
        .or(() ->
            conditions(rest)
                .filter(conditions -> !conditions.isEmpty())
                .map(conditions -> first.get().with(conditions)));
  }

  private static List<Condition> withFormat(Matcher lead, List<Condition> conditions) {
    String format = lead.group("format") == null ? lead.group("formats") : lead.group("format");
    if (format == null) {
      return conditions;
    }
    List<Condition> all = new ArrayList<>(List.of(new Condition.Format(Formats.name(format))));
    all.addAll(conditions);
    return all;
  }

  /** Empty if something is not understood. */
  private static Optional<List<Condition>> conditions(String text) {
    List<Condition> conditions = new ArrayList<>();
    String rest = withoutFillers(text);
    while (!rest.isEmpty()) {
      boolean understood = false;
      for (Rule rule : RULES) {
        Matcher matcher = rule.pattern.matcher(rest);
        if (matcher.lookingAt()) {
          Optional<Condition> meant = rule.meaning.apply(matcher);
          meant.ifPresent(conditions::add);
          rest = withoutFillers(rest.substring(matcher.end()));
          understood = meant.isPresent();
          break;
        }
      }
      if (!understood) {
        return Optional.empty();
      }
    }
    return Optional.of(conditions);
  }

  private static String withoutFillers(String text) {
    String rest = text.strip();
    Matcher filler = FILLER.matcher(rest);
    while (filler.lookingAt()) {
      rest = rest.substring(filler.end()).strip();
      filler = FILLER.matcher(rest);
    }
    return rest;
  }

  private static Condition ofType(Matcher found) {
    String name = Formats.name(found.group(1));
    return Formats.knows(name)
        ? new Condition.Format(name)
        : new Condition.Field("type", found.group(1));
  }

  private static Rule when(String form, Function<List<Period>, Period> meaning) {
    String regex = VERB + form.replace("DATE", DATE) + "\\b";
    int wanted = form.split("DATE", -1).length - 1;
    return new Rule(
        form(regex),
        found -> {
          List<Period> dates = new ArrayList<>();
          for (int group = 1; group <= found.groupCount(); group++) {
            String text = found.group(group);
            if (text != null) {
              Period.of(text).ifPresent(dates::add);
            }
          }
          return dates.size() < wanted
              ? Optional.empty()
              : Optional.of(new Condition.When(event(found), meaning.apply(dates)));
        });
  }

  private static Event event(Matcher found) {
    if (found.group("changed") != null) {
      return Event.CHANGED;
    }
    return found.group("added") != null ? Event.ADDED : Event.WRITTEN;
  }

  private static Rule rule(String regex, Function<Matcher, Condition> meaning) {
    return new Rule(form(regex), found -> Optional.of(meaning.apply(found)));
  }

  /**
   * How a condition is written, and what it means.
   *
   * @param meaning empty if it only looks like one
   */
  private record Rule(Pattern pattern, Function<Matcher, Optional<Condition>> meaning) {}
}
