package io.footnote.serve.engine.rewrite;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a turn of a conversation is. When in doubt it is a question. */
public enum Intent {
  /** Asks the documents something. */
  QUESTION,
  GREETING,
  THANKS,
  FAREWELL,
  /** Only says that something was understood. */
  ACKNOWLEDGEMENT,
  /** Asks what was asked last. */
  LAST_QUESTION,
  /** Asks what the conversation was about. */
  ALL_QUESTIONS,
  /** Asks to hear the last answer again. */
  LAST_ANSWER,
  /** Asks who replies. */
  WHO_REPLIES,
  /** Asks to forget what is remembered. */
  FORGET,
  /** Asks what is remembered of who asks. */
  REMEMBERED;

  /** A longer turn may begin with thanks, but is about something. */
  private static final int MOST_WORDS = 8;

  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}']+");

  private static final Set<String> GREETINGS =
      words("hello hi hey hallo moin bonjour hola ciao morning afternoon evening morgen abend");
  private static final Set<String> GRATITUDE =
      words("thanks thank thx dank danke merci gracias grazie cheers appreciated");
  private static final Set<String> FAREWELLS = words("bye goodbye tschüss wiedersehen adieu");
  private static final Set<String> AGREEMENTS =
      words("ok okay great fine perfect awesome excellent alright cool super gut prima");

  /** What may stand beside the words above without asking anything. */
  private static final Set<String> FILLERS =
      words(
          "a all am and auf bien but day for good got guten help helped helpful helps i is it it's lot lovely many much"
              + " muchas nice no now of really right schön sehr see so sure tag that that's the"
              + " then there thing understood very vielen was wonderful yes you your later answer"
              + " answers information beaucoup clear makes sense");

  private static final Pattern HOW_ARE_YOU =
      Pattern.compile(
          "(?:(?:hello|hi|hey) )?(?:how are you|how do you do|how's it going)(?: doing)?(?: today)?");
  private static final Pattern ASKED_LAST =
      Pattern.compile(
          "(?:please )?(?:(?:can|could) you )?(?:tell me |repeat )?what (?:did|have) i (?:just"
              + " |last )?(?:ask|asked|say|said)(?: you)?(?: just now| last| before)?|what"
              + " (?:was|is) my (?:last|previous) question");
  private static final Pattern ASKED_ALL =
      Pattern.compile(
          "what (?:have (?:i|we)|did (?:i|we)) (?:asked|ask|discussed|discuss|talked about|talk"
              + " about)(?: about)?(?: so far| today| until now| first)|(?:please )?(?:(?:can|could) you"
              + " )?summari[sz]e (?:this|our|the) (?:conversation|chat|discussion)(?: so far)?(?:"
              + " please)?|what (?:were|are) (?:all )?my (?:previous )?questions(?: so far)?");
  private static final Pattern ANSWERED_LAST =
      Pattern.compile(
          "(?:please )?(?:(?:can|could) you )?(?:please )?repeat (?:that|your (?:last |previous"
              + " )?answer)(?: please)?"
              + "|(?:please )?say (?:that|it) again(?: please)?"
              + "|what (?:did you (?:just )?(?:say|answer)|was your (?:last|previous) answer)");

  private static final Pattern ASKED_WHO =
      Pattern.compile("(?:and )?(?:who|what) are you|what can you do(?: for me)?");
  private static final Pattern ASKED_TO_FORGET =
      Pattern.compile(
          "(?:please )?forget (?:it|that|this|everything|about (?:it|that))"
              + "|(?:please )?forget (?:that|where|what|who|when|how|which) (?:i|my|we|our) .*"
              + "|(?:please |(?:can|could) you (?:please )?)forget (?:i|my|we|our) .*"
              + "|(?:can|could) you (?:please )?forget (?:it|that|everything|(?:that|where|what|who|when|how"
              + "|which) (?:i|my|we|our) .*)");

  private static final Pattern ASKED_WHAT_IS_REMEMBERED =
      Pattern.compile(
          "(?:please )?(?:(?:can|could) you )?(?:tell me )?what (?:do you|you) (?:remember|know)(?: so far)? about me"
              + "|what (?:do you|have you) remember(?:ed)?(?: so far)?");

  /** A full stop, or what else ends a clause, before more words. */
  private static final Pattern SECOND_CLAUSE = Pattern.compile("[.!?:;,]\\s*[\\p{L}\\p{N}]");

  /** What {@code turn} is, by its words. */
  public static Intent of(String turn) {
    List<String> words =
        NO_WORD
            .splitAsStream(turn.toLowerCase(Locale.ROOT).replace('’', '\''))
            .filter(word -> !word.isEmpty())
            .toList();
    String plain = String.join(" ", words);
    if (HOW_ARE_YOU.matcher(plain).matches()) {
      return GREETING;
    }
    if (ASKED_ALL.matcher(plain).matches()) {
      return ALL_QUESTIONS;
    }
    if (ASKED_LAST.matcher(plain).matches()) {
      return LAST_QUESTION;
    }
    if (ANSWERED_LAST.matcher(plain).matches()) {
      return LAST_ANSWER;
    }
    if (ASKED_WHAT_IS_REMEMBERED.matcher(plain).matches()) {
      return REMEMBERED;
    }
    if (ASKED_WHO.matcher(plain).matches()) {
      return WHO_REPLIES;
    }
    if (words.size() <= MOST_WORDS
        && ASKED_TO_FORGET.matcher(plain).matches()
        && !SECOND_CLAUSE.matcher(turn).find()) {
      return FORGET;
    }
    return words.size() > MOST_WORDS || turn.contains("?") ? QUESTION : smallTalk(words);
  }

  private static Intent smallTalk(List<String> words) {
    Intent found = QUESTION;
    for (String word : words) {
      Intent means = meaning(word);
      if (means == QUESTION && !FILLERS.contains(word)) {
        return QUESTION;
      }
      // "ok, thanks, bye" is a farewell: the last that says more counts.
      if (means != QUESTION && (found == QUESTION || means != ACKNOWLEDGEMENT)) {
        found = means;
      }
    }
    return found;
  }

  private static Intent meaning(String word) {
    if (GREETINGS.contains(word)) {
      return GREETING;
    }
    if (GRATITUDE.contains(word)) {
      return THANKS;
    }
    if (FAREWELLS.contains(word)) {
      return FAREWELL;
    }
    return AGREEMENTS.contains(word) ? ACKNOWLEDGEMENT : QUESTION;
  }

  private static Set<String> words(String list) {
    return Set.copyOf(Arrays.asList(list.split(" ")));
  }

  /** Whether there is something to search for. */
  public boolean searches() {
    return this == QUESTION;
  }

  String lowerCase() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
