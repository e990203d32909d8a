package io.footnote.serve.engine.route;

import com.fasterxml.jackson.databind.JsonNode;
import io.footnote.serve.engine.llm.ChatMessage;
import io.footnote.serve.engine.llm.ChatModel;
import io.footnote.serve.engine.llm.ChatRequest;
import io.footnote.serve.engine.llm.JsonReply;
import io.footnote.serve.engine.llm.TimedCall;
import io.footnote.serve.engine.model.FootnoteException;
import io.footnote.serve.engine.route.Condition.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Lets a language model say what a question wants. It reads the question alone: what documents
 * there are, what they are called and what is known of them stays here. A model that fails, is late
 * or answers something else leaves what the rules find.
 */
public final class ModelClassifier implements Classifier {
  /** What people wait for a better treatment. */
  public static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(4);

  static final String BOUNDARY = "{boundary}";

  /** Not a model's words: they would stand in an answer unchecked. */
  static final String REFUSED = "This asks for something that no document can give.";

  private static final int OUTPUT_TOKENS = 200;
  private static final int LONGEST_QUESTION = 2000;

  private final TimedCall call;
  private final String instructions;
  private final Classifier rules = new RuleClassifier();

  /**
   * @param instructions with {@code {boundary}} for the mark around the question
   * @param deadline after which the rules' result is taken
   */
  public ModelClassifier(ChatModel model, String instructions, Duration deadline) {
    this.call = new TimedCall(model, deadline);
    this.instructions = instructions;
  }

  @Override
  public Classified classify(RouteRequest request) {
    String name = call.model().name();
    try {
      String reply =
          call.text(
              new ChatRequest(
                  List.of(
                      ChatMessage.system(instructions.replace(BOUNDARY, request.boundary())),
                      ChatMessage.user(question(request))),
                  OUTPUT_TOKENS,
                  0));
      return JsonReply.read(reply)
          .flatMap(json -> aim(json, request))
          .map(aim -> new Classified(aim, name, List.of()))
          .orElseGet(() -> rules.classify(request).withNote(name + " did not answer as asked"));
    } catch (FootnoteException e) {
      return rules.classify(request).withNote("%s failed (%s)".formatted(name, e.code()));
    }
  }

  private static String question(RouteRequest request) {
    String text = request.standalone().text();
    String shown = text.substring(0, Math.min(LONGEST_QUESTION, text.length()));
    return "----- question %s\n%s"
        .formatted(request.boundary(), request.mask().apply(shown).replace(request.boundary(), ""));
  }

  /** Empty if it is none of the kinds that the instructions name. */
  private static Optional<Aim> aim(JsonNode json, RouteRequest request) {
    return switch (json.path("kind").asText()) {
      case "find" -> Optional.of(new Aim.Find());
      case "compare" -> {
        List<String> subjects =
            texts(json.path("subjects"), request).stream().limit(Aim.MOST_SUBJECTS).toList();
        yield subjects.size() < 2 ? Optional.empty() : Optional.of(new Aim.Compare(subjects));
      }
      case "count" -> Optional.of(new Aim.Enumerate(conditions(json, request), false));
      case "list" -> Optional.of(new Aim.Enumerate(conditions(json, request), true));
      case "decline" -> Optional.of(new Aim.Refuse(REFUSED));
      default -> Optional.empty();
    };
  }

  private static List<Condition> conditions(JsonNode json, RouteRequest request) {
    List<Condition> conditions = new ArrayList<>();
    texts(json.path("about"), request).forEach(one -> conditions.add(new Condition.About(one)));
    texts(json.path("by"), request).forEach(one -> conditions.add(new Condition.By(one)));
    texts(json.path("format"), request)
        .forEach(one -> conditions.add(new Condition.Format(Formats.name(one))));
    texts(json.path("language"), request)
        .forEach(one -> conditions.add(new Condition.Language(one.toLowerCase(Locale.ROOT))));
    period(json.path("in"), request, one -> one, conditions);
    period(json.path("since"), request, Period::andLater, conditions);
    period(json.path("before"), request, Period::earlier, conditions);
    json.path("fields")
        .properties()
        .forEach(field ->
            texts(field.getValue(), request)
                .forEach(value -> conditions.add(new Condition.Field(field.getKey(), value))));
    return conditions;
  }

  /** A date that is none becomes a condition that nothing tells, so that nothing is counted. */
  private static void period(
      JsonNode json,
      RouteRequest request,
      Function<Period, Period> meaning,
      List<Condition> conditions) {
    for (String text : texts(json, request)) {
      conditions.add(
          Period.of(text)
              .<Condition>map(period -> new Condition.When(Event.WRITTEN, meaning.apply(period)))
              .orElseGet(() -> new Condition.About(text)));
    }
  }

  /** A text or a list of them, unmasked, without empty ones. */
  private static List<String> texts(JsonNode node, RouteRequest request) {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : node.isArray() ? node : List.of(node)) {
      String text = request.unmask().apply(item.asText("")).strip();
      if (item.isValueNode() && !text.isEmpty()) {
        texts.add(text);
      }
    }
    return texts;
  }
}
