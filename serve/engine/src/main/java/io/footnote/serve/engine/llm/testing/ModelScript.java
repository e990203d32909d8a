package io.footnote.serve.engine.llm.testing;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.footnote.serve.engine.llm.testing.ScriptedModelServer.Received;
import io.footnote.serve.engine.llm.testing.ScriptedModelServer.Reply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a model server says for as long as it runs: the first rule that fits a request; where none
 * does, the first sentence of the first passage, with its footnote mark. Thread-safe.
 */
public final class ModelScript implements Function<Received, Reply> {
  private static final Pattern FIRST_PASSAGE =
      Pattern.compile(
          "----- passage \\[(\\d+)] \\S+\\nDocument: [^\\n]*\\n(?:Section: [^\\n]*\\n)?\\s*(.+?[.!?]|.+?)(?:\\s|$)(?=[\\p{Lu}\\n-]|$)",
          Pattern.DOTALL);

  private final List<Rule> rules;
  private final Pace pace;
  private final AtomicLong requests = new AtomicLong();

  /**
   * @param pace of rules that set none
   */
  public ModelScript(List<Rule> rules, Pace pace) {
    this.rules = List.copyOf(rules);
    this.pace = pace;
  }

  @Override
  public Reply apply(Received request) {
    long number = requests.incrementAndGet();
    String prompt = request.prompt();
    return rules.stream()
        .filter(rule -> rule.fits(prompt, number))
        .findFirst()
        .map(rule -> rule.reply(prompt, pace))
        .orElseGet(() -> Reply.text(quotation(prompt)).at(pace));
  }

  private static String quotation(String prompt) {
    Matcher passage = FIRST_PASSAGE.matcher(prompt);
    return passage.find() ? passage.group(2).strip() + " [" + passage.group(1) + "]" : "NO ANSWER";
  }

  /** What becomes of a request. */
  public enum Fate {
    /** It is answered. */
    REPLY,
    /** It is answered in part, then the connection is closed. */
    BREAK_OFF,
    /** It is answered in part, then nothing comes and the connection stays open. */
    HANG
  }

  /**
   * One rule.
   *
   * @param match regular expression that must occur in the prompt; null fits all
   * @param every fits only each request of a number that this divides; 0 fits all
   * @param reply what to say, or the message of an error; null to quote the first passage
   * @param status HTTP status; 0 is 200
   * @param fate null is {@link Fate#REPLY}
   * @param firstTokenMs time until the first token; null as elsewhere
   * @param betweenTokensMs time between tokens; null as elsewhere
   */
  public record Rule(
      @Nullable Pattern match,
      long every,
      @Nullable String reply,
      int status,
      @Nullable Fate fate,
      @JsonProperty("first_token_ms") @Nullable Long firstTokenMs,
      @JsonProperty("between_tokens_ms") @Nullable Long betweenTokensMs) {
    public Rule {
      if (every < 0) {
        throw new IllegalArgumentException("every must be at least 0, but got: " + every);
      }
      if (status != 0 && (status < 200 || status > 599)) {
        throw new IllegalArgumentException("status must be from 200 to 599, but got: " + status);
      }
    }

    boolean fits(String prompt, long number) {
      return (every == 0 || number % every == 0) && (match == null || match.matcher(prompt).find());
    }

    Reply reply(String prompt, Pace standard) {
      String said = reply == null ? quotation(prompt) : reply;
      if (status != 0 && status != 200) {
        return Reply.failure(status, said);
      }
      Reply.End end =
          switch (fate == null ? Fate.REPLY : fate) {
            case REPLY -> Reply.End.WHOLE;
            case BREAK_OFF -> Reply.End.BROKEN_OFF;
            case HANG -> Reply.End.HANGING;
          };
      return Reply.text(said).ending(end).at(pace(standard));
    }

    private Pace pace(Pace standard) {
      return new Pace(
          firstTokenMs == null ? standard.firstToken() : Duration.ofMillis(firstTokenMs),
          betweenTokensMs == null ? standard.betweenTokens() : Duration.ofMillis(betweenTokensMs));
    }
  }
}
