package io.footnote.serve.engine.route;

import io.footnote.serve.engine.model.StandaloneQuestion;
import io.footnote.serve.engine.text.Courtesy;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Knows the forms in which people compare things and ask for documents, in English. A question that
 * has none of these forms as a whole is one that is searched for: to take "how many documents must
 * be signed?" for a question about the collection would be worse than to search once too often.
 * What asks for something that no document holds is searched for, too; whether there is an answer
 * is decided by what is found. Pure.
 */
public final class RuleClassifier implements Classifier {
  public static final String NAME = "rules";

  /** A longer question is a story, not one of the forms. */
  private static final int LONGEST = 300;

  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern END = Pattern.compile("[\\s?!.]+$");
  private static final Pattern POLITE =
      Pattern.compile(
          "^(?:(?:please|kindly|(?:can|could|would|will) you(?: please)?)[ ,]+)+|,? please$",
          Pattern.CASE_INSENSITIVE);

  /** "And CSV files?". */
  private static final Pattern GOES_ON =
      Pattern.compile(
          "(?:and|what about|how about|and what about)[ ,]+(.+)", Pattern.CASE_INSENSITIVE);

  @Override
  public Classified classify(RouteRequest request) {
    Optional<Aim.Enumerate> more = continued(request.standalone());
    Aim aim = more.isPresent() ? more.get() : aim(request.question());
    return new Classified(aim, NAME, List.of());
  }

  /** What a question asks for that goes on with one for documents. */
  static Optional<Aim.Enumerate> continued(StandaloneQuestion question) {
    Matcher goesOn = GOES_ON.matcher(plain(question.turn()));
    return question.text().length() <= LONGEST && goesOn.matches()
        ? Demand.more(plain(question.before()), goesOn.group(1))
        : Optional.empty();
  }

  private static String plain(String question) {
    String plain = Courtesy.without(question).strip();
    plain = SPACE.matcher(plain).replaceAll(" ").replace('’', '\'');
    plain = END.matcher(plain).replaceAll("");
    return POLITE.matcher(plain).replaceAll("");
  }

  static Aim aim(String question) {
    if (question.length() > LONGEST) {
      return new Aim.Find();
    }
    String plain = plain(question);
    Optional<Aim.Enumerate> documents = Demand.of(plain);
    if (documents.isPresent()) {
      return documents.get();
    }
    List<String> subjects = Contrast.subjects(plain);
    return subjects.isEmpty() ? new Aim.Find() : new Aim.Compare(subjects);
  }
}
