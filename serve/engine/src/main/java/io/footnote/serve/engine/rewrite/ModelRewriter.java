package io.footnote.serve.engine.rewrite;

import com.fasterxml.jackson.databind.JsonNode;
import io.footnote.serve.engine.llm.ChatMessage;
import io.footnote.serve.engine.llm.ChatModel;
import io.footnote.serve.engine.llm.ChatRequest;
import io.footnote.serve.engine.llm.JsonReply;
import io.footnote.serve.engine.llm.TimedCall;
import io.footnote.serve.engine.model.FootnoteException;
import io.footnote.serve.engine.model.OptionalStage;
import io.footnote.serve.engine.model.QueryPart;
import io.footnote.serve.engine.model.StandaloneQuestion;
import io.footnote.serve.engine.model.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lets a language model say what a turn asks for: the question standing alone, other wordings, the
 * parts of a compound question, and a passage that might answer it, which is searched for by
 * meaning (HyDE; Gao et al., "Precise Zero-Shot Dense Retrieval without Relevance Labels", ACL
 * 2023). All of it comes on top of what the rules search for. Whether there is an answer is judged
 * by the model's question only where the turn needs the conversation and its numbers are kept. A
 * model that fails, is late or answers something else changes nothing but the trace.
 */
public final class ModelRewriter implements Rewriter {
  /** What people wait for a better search. */
  public static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(4);

  static final String BOUNDARY = "{boundary}";
  private static final int OUTPUT_TOKENS = 400;
  private static final int MOST_TURNS = 8;
  private static final int MOST_OF_EACH = 3;

  private static final double STANDALONE = 0.8;
  private static final double WORDING = 0.3;
  private static final double PART = 0.4;
  private static final double PASSAGE = 0.3;

  /** Numbers, and words with a number in them. */
  private static final Pattern CODE =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}])\\p{L}*+[-.]?\\p{N}[\\p{L}\\p{N}]*+(?:[-.,:]\\p{N}[\\p{L}\\p{N}]*+)*+");

  private final TimedCall call;
  private final String instructions;
  private final Set<OptionalStage> skipped;
  private final RuleRewriter rules = new RuleRewriter();

  /**
   * @param instructions with {@code {boundary}} for the mark around the conversation
   * @param deadline after which the rules' result is taken
   * @param skipped what is not searched for, although the model says it
   */
  public ModelRewriter(
      ChatModel model, String instructions, Duration deadline, Set<OptionalStage> skipped) {
    this.skipped = Set.copyOf(skipped);
    this.call = new TimedCall(model, deadline);
    this.instructions = instructions;
  }

  private String name() {
    return call.model().name();
  }

  @Override
  public RewrittenQuestion rewrite(RewriteRequest request) {
    RewrittenQuestion byRules = rules.rewrite(request);
    if (!byRules.intent().searches()) {
      return byRules;
    }
    try {
      return combined(byRules, request, answer(request));
    } catch (FootnoteException e) {
      return byRules.withNote("%s failed (%s)".formatted(name(), e.code()));
    }
  }

  private Optional<JsonNode> answer(RewriteRequest request) {
    return JsonReply.read(
        call.text(
            new ChatRequest(
                List.of(
                    ChatMessage.system(instructions.replace(BOUNDARY, request.boundary())),
                    ChatMessage.user(request.mask().apply(conversation(request)))),
                OUTPUT_TOKENS,
                0)));
  }

  private static String conversation(RewriteRequest request) {
    StringBuilder text = new StringBuilder();
    List<Turn> history = request.history();
    for (Turn turn : history.subList(Math.max(0, history.size() - MOST_TURNS), history.size())) {
      said(text, turn.byUser() ? "User" : "Assistant", turn.content(), request.boundary());
    }
    said(text, "Last turn", request.question(), request.boundary());
    return text.toString();
  }

  private static void said(StringBuilder text, String who, String content, String boundary) {
    text.append("----- ").append(who).append(' ').append(boundary).append('\n');
    text.append(LongText.beginning(content).replace(boundary, "")).append('\n');
  }

  private RewrittenQuestion combined(
      RewrittenQuestion byRules, RewriteRequest request, Optional<JsonNode> answer) {
    if (answer.isEmpty()) {
      return byRules.withNote(name() + " did not answer as asked");
    }
    JsonNode json = answer.get();
    Set<String> known = new LinkedHashSet<>(Set.of(request.question().strip()));
    List<QueryPart> parts = new ArrayList<>(byRules.parts());
    List<String> standalone = texts(json.path("standalone"), request);
    boolean believed = asksTheSame(request, standalone);
    if (believed && known.add(standalone.getFirst())) {
      parts.add(
          new QueryPart(
              standalone.getFirst(), STANDALONE, STANDALONE, "standing alone, by " + name()));
    }
    List<String> wordings = new ArrayList<>(standalone);
    wordings.addAll(texts(json.path("wordings"), request));
    List<String> pieces = texts(json.path("parts"), request);
    List<String> passages = texts(json.path("passage"), request);
    Stream.of(
            new Widening(OptionalStage.WORDINGS, wordings, WORDING, 1, "another wording"),
            new Widening(OptionalStage.PARTS, pieces, PART, 1, "a part of the question"),
            new Widening(OptionalStage.PASSAGE, passages, PASSAGE, 0, "a passage as it might be"))
        .filter(widening -> !skipped.contains(widening.stage))
        .forEach(widening -> widening.widen(parts, known));
    return RewrittenQuestion.search(
        believed ? StandaloneQuestion.of(standalone.getFirst()) : byRules.standalone(),
        parts,
        name(),
        byRules.notes());
  }

  /**
   * Whether a model's question may take the place of the turn: only what refers to the conversation
   * needs to be made to stand alone, and its numbers and codes must not get lost in that.
   */
  private static boolean asksTheSame(RewriteRequest request, List<String> standalone) {
    if (standalone.isEmpty() || !RuleRewriter.needsConversation(request)) {
      return false;
    }
    Set<String> kept = codes(standalone.getFirst());
    return kept.containsAll(codes(LongText.beginning(request.question())));
  }

  private static Set<String> codes(String text) {
    return CODE.matcher(text.toLowerCase(Locale.ROOT))
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toSet());
  }

  /** Texts that are searched for besides. */
  private record Widening(
      OptionalStage stage, List<String> texts, double weight, double lexicalShare, String why) {
    void widen(List<QueryPart> parts, Set<String> known) {
      for (String text : texts) {
        if (known.add(text)) {
          parts.add(new QueryPart(text, weight, weight * lexicalShare, why, true));
        }
      }
    }
  }

  /** A text or a list of them, unmasked; of many the first. */
  private static List<String> texts(JsonNode node, RewriteRequest request) {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : node.isArray() ? node : List.of(node)) {
      String text = request.unmask().apply(item.asText("")).strip();
      if (item.isTextual() && !text.isEmpty() && texts.size() < MOST_OF_EACH) {
        texts.add(LongText.beginning(text));
      }
    }
    return texts;
  }
}
