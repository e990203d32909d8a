package io.footnote.serve.engine.rewrite;

import io.footnote.serve.engine.text.Term;
import io.footnote.serve.engine.text.Terms;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a turn needs the conversation to be understood, by its words: it points at something, it
 * names what was talked about, or it is too short to say what it is about. Pure.
 *
 * @param needed false for a turn that seems to open another subject
 * @param elliptic whether the turn says too little to be understood without the one before it
 * @param refers whether a word of it points at what was said last
 * @param why for people
 */
record Dependence(boolean needed, boolean elliptic, boolean refers, String why) {
  /** A turn with no more words of its own than this is an ellipsis: "and in 2024?". */
  private static final int FEW_WORDS = 2;

  private static final Pattern WORD = Pattern.compile("[\\p{L}']+");

  /** Words that point at something said before, in the languages people ask in most. */
  private static final Set<String> REFERENCES =
      words(
          "it its itself they them their theirs this that these those he him his she her hers one"
              + " ones there such so same other others another else also both former latter above"
              + " mentioned"
              + " er sie es ihn ihm ihr ihre ihren ihrem ihrer sein seine dessen deren dies diese"
              + " dieser dieses diesen diesem davon dafür dazu damit darüber daran darauf dabei"
              + " dort solche andere anderen anderer sonst auch noch"
              + " il elle ils elles lui leur leurs celui celle ceux cela ça cette ces ce cet autre"
              + " autres aussi"
              + " él ella ellos ellas su sus este esta estos estas eso ese esa otro otra también");

  /** Beginnings that ask of something else what was asked before. */
  private static final Pattern ASKS_THE_SAME =
      Pattern.compile(
          "(?:and |but |ok |okay |so )*(?:(?:what|how) about|and (?:for|in|what|how|when|where|who)|same for"
              + "|was ist mit|wie (?:ist|sieht) es (?:mit|bei)|und (?:für|bei|in|was|wie|wann|wo|wer)"
              + "|et pour|qu'en est-il|y para)\\b.*",
          Pattern.DOTALL);

  private static final Pattern CONJUNCTION = Pattern.compile("(?:and|or|und|oder|et|ou|y|o)\\s");

  /** Words of polite conversation, which say nothing of the subject. */
  private static final Set<String> POLITE =
      words(
          "ok okay thanks thank yes no know tell hi hello fine good great interesting information"
              + " question questions help see understand heard think");

  static Dependence of(String turn, List<String> before, Terms terms) {
    Set<String> own = subject(turn, terms);
    boolean elliptic = own.size() <= FEW_WORDS;
    Matcher words = WORD.matcher(turn.toLowerCase(Locale.ROOT));
    while (words.find()) {
      if (REFERENCES.contains(words.group())) {
        return new Dependence(
            true, elliptic, true, "the question refers back with '" + words.group() + "'");
      }
    }
    if (elliptic) {
      return new Dependence(true, true, false, "the question has few words of its own");
    }
    if (ASKS_THE_SAME.matcher(turn.strip().toLowerCase(Locale.ROOT)).matches()) {
      return new Dependence(true, true, false, "it asks the same of something else");
    }
    for (String said : before) {
      for (Term term : terms.of(said)) {
        if (own.contains(term.term())) {
          String written = said.substring(term.span().start(), term.span().end());
          return new Dependence(true, false, false, "'" + written + "' was talked about");
        }
      }
    }
    return new Dependence(false, false, false, "the question may stand alone");
  }

  /** Whether a turn begins as one that only goes on with what was asked before. */
  static boolean continues(String turn) {
    String lower = turn.strip().toLowerCase(Locale.ROOT);
    return CONJUNCTION.matcher(lower).lookingAt() || ASKS_THE_SAME.matcher(lower).matches();
  }

  private static Set<String> subject(String turn, Terms terms) {
    Set<String> subject = new LinkedHashSet<>();
    for (Term term : terms.of(turn)) {
      String written =
          turn.substring(term.span().start(), term.span().end()).toLowerCase(Locale.ROOT);
      if (!POLITE.contains(written)) {
        subject.add(term.term());
      }
    }
    return subject;
  }

  private static Set<String> words(String list) {
    return Set.copyOf(new LinkedHashSet<>(Arrays.asList(list.split(" "))));
  }
}
