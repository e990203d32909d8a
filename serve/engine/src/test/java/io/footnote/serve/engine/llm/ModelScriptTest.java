package io.footnote.serve.engine.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.serve.engine.llm.testing.ModelScript;
import io.footnote.serve.engine.llm.testing.ModelScript.Fate;
import io.footnote.serve.engine.llm.testing.ModelScript.Rule;
import io.footnote.serve.engine.llm.testing.Pace;
import io.footnote.serve.engine.llm.testing.ScriptedModelServer;
import io.footnote.serve.engine.model.TooManyRequestsException;
import io.footnote.serve.engine.model.UnavailableException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A scripted model behind real HTTP. */
@Timeout(30)
class ModelScriptTest {
  private static final Duration PATIENCE = Duration.ofMillis(300);
  private static final Pace AT_ONCE = Pace.AT_ONCE;

  private static Rule rule(String match, String reply, int status, Fate fate) {
    return new Rule(Pattern.compile(match), 0, reply, status, fate, null, null);
  }

  private static ChatReply ask(ScriptedModelServer server, String prompt) {
    ChatModel model =
        new OpenAiChatModel(
            ChatModelSettings.of("mock", server.baseUrl(), null, "any")
                .waiting(PATIENCE, Duration.ofMillis(1)));
    return model.complete(new ChatRequest(List.of(ChatMessage.user(prompt)), 100, 0));
  }

  @Test
  void theFirstRuleThatFitsCounts() {
    List<Rule> rules =
        List.of(
            rule("weather", "It rains.", 0, null),
            rule("overload", "slow down", 429, null),
            rule("cut", "It was", 0, Fate.BREAK_OFF),
            rule("hang", "It was", 0, Fate.HANG));
    try (var server = ScriptedModelServer.serving(0, new ModelScript(rules, AT_ONCE))) {
      ChatReply reply = ask(server, "How is the weather?");
      assertThat(reply.text()).isEqualTo("It rains.");
      assertThat(reply.usage().completionTokens()).isEqualTo(2);
      assertThatThrownBy(() -> ask(server, "overload"))
          .isInstanceOf(TooManyRequestsException.class)
          .hasMessageContaining("slow down");
      assertThatThrownBy(() -> ask(server, "cut")).hasMessageContaining("broke off its reply");
      assertThatThrownBy(() -> ask(server, "hang"))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("sent nothing for 0.3 seconds");
      assertThat(ask(server, "anything else").text()).isEqualTo("NO ANSWER");
    }
  }

  @Test
  void someRequestsMayFareOtherwise() {
    Rule third = new Rule(null, 3, "no", 400, null, null, null);
    Rule all = new Rule(null, 0, "yes", 0, null, 1L, 1L);
    try (var server =
        ScriptedModelServer.serving(0, new ModelScript(List.of(third, all), AT_ONCE))) {
      List<String> replies = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        try {
          replies.add(ask(server, "?").text());
        } catch (UnavailableException e) {
          replies.add(e.code());
        }
      }
      assertThat(replies)
          .containsExactly("yes", "yes", "model_refused", "yes", "yes", "model_refused");
    }
  }

  @Test
  void withoutARuleItQuotesTheFirstPassage() {
    String prompt =
        """
        ----- passage [1] abc123
        Document: Leave policy
        Section: Leave > Days
        Employees have 30 days. Unused leave expires.
        ----- end of passage [1] abc123

        Question: How many days?\
        """;
    try (var server = ScriptedModelServer.serving(0, new ModelScript(List.of(), AT_ONCE))) {
      assertThat(ask(server, prompt).text()).isEqualTo("Employees have 30 days. [1]");
    }
  }

  @Test
  void aSlowFirstTokenIsSilence() {
    Pace slow = new Pace(Duration.ofMinutes(1), Duration.ZERO);
    try (var server = ScriptedModelServer.serving(0, new ModelScript(List.of(), slow))) {
      assertThatThrownBy(() -> ask(server, "?")).hasMessageContaining("sent nothing for");
    }
  }

  @Test
  void aClientThatDoesNotStreamGetsOnePiece() throws Exception {
    List<Rule> rules = List.of(rule("", "It rains.", 0, null));
    try (var server = ScriptedModelServer.serving(0, new ModelScript(rules, AT_ONCE));
        HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(server.baseUrl() + "/chat/completions"))
              .POST(HttpRequest.BodyPublishers.ofString("{\"messages\": []}"))
              .build();
      assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).body())
          .contains("\"content\":\"It rains.\"")
          .contains("\"finish_reason\":\"stop\"")
          .contains("\"total_tokens\":102");
    }
  }
}
