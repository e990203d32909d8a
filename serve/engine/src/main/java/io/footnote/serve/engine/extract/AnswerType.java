package io.footnote.serve.engine.extract;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/** What kind of thing a question asks for, and how a sentence that holds one looks. */
enum AnswerType {
  PERSON(
      "^(?:and |so )?who(?:'s|se|m)?\\b",
      "(?:\\p{Lu}[\\p{L}'.-]+\\s+){1,3}\\p{Lu}[\\p{L}'-]+|\\b(?:team|department|manager|officer|director|board|office|committee)\\b"),
  TIME(
      "\\bwhen\\b|\\bwhat (?:year|date|day|month|time)\\b|\\bwhich (?:year|day|month)\\b|\\bby what"
          + " date\\b|\\bdeadline\\b",
      "\\b(?:1[0-9]|20)\\d{2}\\b|\\b\\d{1,2}[:.]\\d{2}\\b|\\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|century)\\b|\\b\\d+(?:st|nd|rd|th)?\\s+(?:day|week|month|year|hour)s?\\b"),
  NUMBER(
      "\\bhow"
          + " (?:many|much|long|often|old|far|large|big|high|tall|fast|soon|deep|wide|heavy)\\b|\\bwhat"
          + " (?:percentage|share|number|amount|rate|price|cost|limit|age)\\b",
      "(?<![\\p{L}\\d-])\\d|\\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|hundred|thousand|million|billion|half|quarter|percent|daily|weekly|monthly|yearly|annually|once|twice)\\b"),
  PLACE(
      "\\bwhere\\b|\\bwhat (?:city|country|place|location|address)\\b|\\bwhich"
          + " (?:city|country|place)\\b",
      "\\b(?:in|at|on|near|from|between|located|filmed|held)\\s+(?:the\\s+)?\\p{Lu}"),
  REASON(
      "\\bwhy\\b|\\bwhat caused\\b|\\bhow come\\b",
      "\\b(?:because|since|due to|owing to|so that|therefore|caused?|reason|result)\\b"),
  DEFINITION(
      "^(?:what|who) (?:is|are|was|were) (?:an? |the )?[^?]{2,50}\\??$|\\bmeaning"
          + " of\\b|\\bdefine\\b",
      "\\b(?:is|are|was|were)\\s+(?:an?|the|one)\\b|\\b(?:refers? to|means|known as|defined"
          + " as)\\b");

  private final Pattern question;
  private final Pattern answer;

  AnswerType(String question, String answer) {
    this.question = Pattern.compile(question, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    this.answer = Pattern.compile(answer);
  }

  /** All kinds that a question asks for at once; empty if it shows none. */
  static Set<AnswerType> of(String question) {
    String asked = question.strip();
    Set<AnswerType> types = EnumSet.noneOf(AnswerType.class);
    for (AnswerType type : values()) {
      if (type.question.matcher(asked).find() && (type != DEFINITION || types.isEmpty())) {
        types.add(type);
      }
    }
    return types;
  }

  /** Whether it is one thing, and not an explanation. */
  boolean isFact() {
    return switch (this) {
      case PERSON, TIME, NUMBER, PLACE -> true;
      case REASON, DEFINITION -> false;
    };
  }

  /** Whether {@code sentence} holds something of this kind. */
  boolean fits(String sentence) {
    return answer.matcher(sentence).find();
  }
}
