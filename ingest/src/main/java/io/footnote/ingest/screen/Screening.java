package io.footnote.ingest.screen;

import java.text.Normalizer;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds signs that a text is written to steer a language model. They are reported and change
 * nothing by themselves: a handbook of security speaks of such texts too, and who wants to can
 * write what no pattern finds. What protects is that passages are never instructions, that hidden
 * characters do not reach a model and that answers link nowhere. Pure.
 */
public final class Screening {
  private static final String ADDRESS = "(?:https?:)?//[^\\s)\"'>]*";

  private static final List<Clue> CLUES =
      List.of(
          new Clue(
                  Sign.INSTRUCTIONS,
                  "\\b(?:ignore|disregard|forget|override|bypass|discard)\\b.{0,40}\\b(?:instructions?|rules?"
                      + "|prompts?|guidelines?|directions?|everything above|(?:passages|text|context) above)\\b",
                  "ignore",
                  "disregard",
                  "forget",
                  "override",
                  "bypass",
                  "discard")
              .and(
                  "instruction",
                  "rule",
                  "prompt",
                  "guideline",
                  "direction",
                  "everything above",
                  "passages above",
                  "text above",
                  "context above"),
          new Clue(
                  Sign.INSTRUCTIONS,
                  "\\b(?:system|developer)\\s+(?:prompt|message|override|instructions?)\\b",
                  "system prompt",
                  "system message",
                  "system override",
                  "system instruction",
                  "developer ")
              .and("prompt", "message", "override", "instruction"),
          new Clue(
              Sign.INSTRUCTIONS,
              "\\b(?:you are now|from now on,? you|pretend (?:to be|that you)|act as (?:if|an? "
                  + "(?:ai|assistant|administrator|developer|unrestricted)))\\b",
              "you are now",
              "from now on",
              "pretend ",
              "act as "),
          new Clue(
              Sign.INSTRUCTIONS,
              "<\\|?/?(?:im_start|im_end|system|endoftext|eot_id|start_header_id)\\b|\\[/?inst]|<</?sys>>",
              "<|",
              "<system",
              "</system",
              "inst]",
              "sys>>"),
          new Clue(
              Sign.INSTRUCTIONS,
              "^[ \\t]*(?:#+ *)?(?:system|assistant) *:|^[ \\t]*#{2,} *(?:new )?(?:system|instructions?)\\b",
              "system:",
              "assistant:",
              "system :",
              "# system",
              "#system",
              "# instruction",
              "# new "),
          new Clue(
                  Sign.INSTRUCTIONS,
                  "\\b(?:reveal|print|repeat|output|disclose|leak|send|copy)\\b.{0,40}\\b(?:your"
                      + " (?:instructions|prompt|rules)|(?:other|all|secret|confidential) (?:passages|documents)"
                      + "|conversation|api keys?|passwords?)\\b",
                  "reveal",
                  "print",
                  "repeat",
                  "output",
                  "disclose",
                  "leak",
                  "send",
                  "copy")
              .and(
                  "your instructions",
                  "your prompt",
                  "your rules",
                  " passages",
                  " documents",
                  "conversation",
                  "api key",
                  "password"),
          new Clue(
                  Sign.INSTRUCTIONS,
                  "\\b(?:assistants?|language models?|ai|llms?|chatbots?|whoever answers)\\b.{0,40}\\b(?:must|should|shall"
                      + "|has to|have to|please|will)\\b.{0,60}\\b(?:answer|reply|respond|say|output|write|ignore"
                      + "|recommend|include|add|call|refuse|approve)\\b",
                  "assistant",
                  "language model",
                  " ai ",
                  "llm",
                  "chatbot",
                  "whoever answers")
              .and("must", "should", "shall", "has to", "have to", "please", "will")
              .and(
                  "answer",
                  "reply",
                  "respond",
                  "say",
                  "output",
                  "write",
                  "ignore",
                  "recommend",
                  "include",
                  "add",
                  "call",
                  "refuse",
                  "approve"),
          new Clue(
                  Sign.INSTRUCTIONS,
                  "\\b(?:answer|reply|respond)\\s+(?:only |exactly |always )?with\\b",
                  " with")
              .and("answer", "reply", "respond"),
          new Clue(
                  Sign.INSTRUCTIONS,
                  "\\b(?:when|if|whenever) (?:you are )?(?:asked|answering|summari[sz]ing)\\b.{0,80}\\b(?:say|answer"
                      + "|reply|include|append|add|write|respond)\\b",
                  " asked",
                  " answering",
                  " summari")
              .and("when ", "if ", "whenever ")
              .and("say", "answer", "reply", "include", "append", "add", "write", "respond"),
          new Clue(
                  Sign.INSTRUCTIONS,
                  "\\b(?:do not|don't|never) (?:cite|mention this|tell the user|reveal|show the user)\\b",
                  " cite",
                  "mention this",
                  "the user",
                  " reveal")
              .and("do not", "don't", "never"),
          new Clue(
                  Sign.INSTRUCTIONS,
                  "\\bignorier\\w*\\b.{0,40}\\b(?:anweisung|regel|vorgabe)"
                      + "|\\bignore[zr]?\\b.{0,30}\\b(?:les|toutes)\\b.{0,30}\\b(?:instructions|consignes|règles)"
                      + "|\\b(?:ignora|olvida)\\b.{0,40}\\b(?:instrucciones|reglas|istruzioni)"
                      + "|(?:忽略|无视).{0,12}(?:指令|指示|规则)"
                      + "|игнорируй.{0,40}(?:инструкц|правил)",
                  "ignor",
                  "olvida",
                  "忽略",
                  "无视",
                  "игнорируй")
              .and(
                  "anweisung",
                  "regel",
                  "vorgabe",
                  "instructions",
                  "consignes",
                  "règles",
                  "instrucciones",
                  "reglas",
                  "istruzioni",
                  "指令",
                  "指示",
                  "规则",
                  "инструкц",
                  "правил"),
          new Clue(
                  Sign.FAKE_CITATIONS,
                  "-{3,}\\s*(?:end of )?passage\\b"
                      + "|\\[(?:source|citation|passage|doc(?:ument)?|ref)\\s*[:#]?\\s*\\d+]"
                      + "|\\b(?:according to|confirmed by|see|by)\\s+(?:passages?|sources?|documents?)\\s*\\[\\d+]",
                  "---",
                  "[source",
                  "[citation",
                  "[passage",
                  "[doc",
                  "[ref",
                  "passage",
                  "source",
                  "document")
              .and("---", "]"),
          new Clue(
                  Sign.FAKE_CITATIONS,
                  "\\b(?:cite|cited|citing|quote|footnote)\\b.{0,30}\\bas\\b.{0,15}\\[\\d+]",
                  "cite",
                  "citing",
                  "quote",
                  "footnote")
              .and("["),
          new Clue(Sign.FAKE_CITATIONS, "【\\d+[^】]{0,30}】|(?:\\[\\d+]\\s*){3,}", "【", "][", "] ["),
          new Clue(
              Sign.LEAKING_LINKS,
              "!\\[[^\\]\\n]{0,200}]\\(\\s*<?"
                  + ADDRESS
                  + "\\?"
                  + "|!?\\[[^\\]\\n]{0,200}]\\(\\s*<?"
                  + ADDRESS
                  + "(?:=\\s*[)>]|[{\\[<$]|%7b)"
                  + "|!?\\[[^\\]\\n]{0,200}]\\(\\s*<?\\s*(?:javascript|data|vbscript):",
              "]("),
          new Clue(Sign.LEAKING_LINKS, "^[ \\t]*\\[[^\\]\\n]{1,200}]:\\s*" + ADDRESS + "\\?", "]:"),
          new Clue(
              Sign.LEAKING_LINKS,
              "<(?:img|iframe|script|a|form|object|embed|video|audio|link|source)\\b[^>]{0,500}"
                  + "(?:src|href|action|data)\\s*=\\s*[\"']?(?:"
                  + ADDRESS
                  + "\\?|javascript:|data:)",
              "<img",
              "<iframe",
              "<script",
              "<a ",
              "<form",
              "<object",
              "<embed",
              "<video",
              "<audio",
              "<link",
              "<source"),
          new Clue(
              Sign.LEAKING_LINKS,
              "//[^\\s)\"'>?]*\\?[^\\s]*=(?:[{\\[<$]|%7b)",
              "={",
              "=[",
              "=<",
              "=$",
              "=%7b"),
          new Clue(
                  Sign.LEAKING_LINKS,
                  "\\b(?:append|add|put|insert|encode|place|fill)\\b.{0,80}\\b(?:url|address|link|parameter|query)\\b",
                  "append",
                  "add ",
                  "put ",
                  "insert",
                  "encode",
                  "place ",
                  "fill ")
              .and("url", "address", "link", "parameter", "query"));

  private static final WordFinder WORDS =
      new WordFinder(
          CLUES.stream().flatMap(clue -> clue.words().stream()).flatMap(List::stream).toList());

  /** For each clue the numbers of its words, list by list. */
  private static final List<List<BitSet>> NUMBERS =
      CLUES.stream().map(clue -> clue.words().stream().map(WORDS::numbers).toList()).toList();

  private Screening() {}

  /** The signs in a text. */
  public static Set<Sign> signs(String text) {
    Set<Sign> found = EnumSet.noneOf(Sign.class);
    if (Invisible.isSuspicious(text)) {
      found.add(Sign.HIDDEN_CHARACTERS);
    }
    String plain = plain(text);
    BitSet words = WORDS.in(plain);
    if (words.isEmpty()) {
      return found;
    }
    String lower = plain.toLowerCase(Locale.ROOT);
    for (int i = 0; i < CLUES.size(); i++) {
      Clue clue = CLUES.get(i);
      if (!found.contains(clue.sign())
          && NUMBERS.get(i).stream().allMatch(words::intersects)
          && clue.pattern().matcher(lower).find()) {
        found.add(clue.sign());
      }
    }
    return found;
  }

  /** Without what hides words; small letters only where they are not found regardless of case. */
  private static String plain(String text) {
    return isAscii(text)
        ? text
        : Normalizer.normalize(Invisible.strip(text), Normalizer.Form.NFKC)
            .toLowerCase(Locale.ROOT);
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0x7F) {
        return false;
      }
    }
    return true;
  }

  /** For tests. */
  static List<Clue> clues() {
    return CLUES;
  }
}
