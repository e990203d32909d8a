package io.footnote.serve.engine.cache;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What kind of thing a question wants. Two that want different kinds ask different things, however
 * alike their other words are.
 */
enum Wanted {
  YES_OR_NO,
  /** Who does something. */
  AGENT,
  /** Who something is done to. */
  PATIENT,
  TIME,
  PLACE,
  REASON,
  MANNER,
  DURATION,
  FREQUENCY,
  COUNT,
  MEASURE,
  THING;

  /** The first that is found says it. */
  private static final List<Wording> WORDINGS =
      List.of(
          new Wording(
              YES_OR_NO,
              "^(?:is|are|was|were|do|does|did|has|have|had|can|may|must|should|will|shall)\\b"),
          new Wording(AGENT, "\\bby whom\\b|\\b(?:which|what) (?:person|people)\\b"),
          new Wording(
              PATIENT,
              "\\bwhom\\b|\\bwho (?:do|does|did)\\b"
                  + "|\\bwho (?=(?:must|should|can|may|will|has to|have to) (?:i|we|you|be)\\b)"
                  + "|\\bwho (?=(?:is|are|was|were) \\w+ed\\b)"),
          new Wording(AGENT, "\\bwho\\b"),
          new Wording(REASON, "\\bwhy\\b|\\bfor what reason\\b|\\bwhat is the reason\\b"),
          new Wording(PLACE, "\\b(?:in |at )?(?:which|what) (?:place|location)\\b"),
          new Wording(
              TIME,
              "\\b(?:at |on |in |by )?(?:which|what) (?:time|date|day|year)\\b|\\bby when\\b"
                  + "|\\b(?:on|what is the) date\\b|^when\\b|, when\\b"),
          new Wording(DURATION, "\\b(?:for )?how long\\b|\\bwhat is the (?:length|duration) of\\b"),
          new Wording(FREQUENCY, "\\bhow (?:often|frequently)\\b"),
          new Wording(COUNT, "\\bhow many\\b|\\b(?:what|which) (?:(?:is|was) the )?number of\\b"),
          new Wording(
              MANNER,
              "\\bhow(?= (?:do|does|did|can|should|is|are|was|to)\\b)|\\bin (?:which|what) way\\b"
                  + "|\\bwhat (?:do i have to|must i|should i) do to\\b"),
          new Wording(
              MEASURE,
              "\\bhow (?:high|much)\\b|\\bhow(?= (?:expensive|large|big)\\b)|\\bwhat(?= (?:do|does|did) .*\\b(?:cost|earn)\\b)"
                  + "|\\bwhat (?=(?:is|was) (?:\\w+ ){1,4}?"
                  + "(?:per diem|rate|margin|salary|price|cost|budget|size)\\b)"),
          new Wording(PLACE, "\\bwhere\\b"),
          new Wording(THING, "\\b(?:what|which|how)\\b"));

  /**
   * Reads what a question wants.
   *
   * @param question in lower case, short forms written out
   */
  static Read read(String question) {
    for (Wording wording : WORDINGS) {
      Matcher matcher = wording.pattern.matcher(question);
      if (matcher.find()) {
        return new Read(wording.wanted, matcher.replaceFirst(" "));
      }
    }
    return new Read(YES_OR_NO, question);
  }

  /** What a question wants, and the rest of it. */
  record Read(Wanted wanted, String rest) {}

  private record Wording(Wanted wanted, Pattern pattern) {
    Wording(Wanted wanted, String regex) {
      this(wanted, Pattern.compile(regex));
    }
  }
}
