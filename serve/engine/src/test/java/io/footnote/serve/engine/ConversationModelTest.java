package io.footnote.serve.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.footnote.embed.testing.HashingEmbedder;
import io.footnote.index.model.Principal;
import io.footnote.ingest.IngestInput;
import io.footnote.serve.engine.guard.MaskPattern;
import io.footnote.serve.engine.llm.ChatModelSettings;
import io.footnote.serve.engine.llm.OpenAiChatModel;
import io.footnote.serve.engine.llm.testing.HeldReply;
import io.footnote.serve.engine.llm.testing.ScriptedModelServer;
import io.footnote.serve.engine.llm.testing.ScriptedModelServer.Reply;
import io.footnote.serve.engine.model.Answer;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.AskRequest.Conversation;
import io.footnote.serve.engine.model.Turn;
import io.footnote.serve.engine.rewrite.ModelRewriter;
import io.footnote.serve.engine.rewrite.RewriteRequest;
import io.footnote.serve.engine.rewrite.RewrittenQuestion;
import io.footnote.serve.engine.testing.TestComponents;
import io.footnote.serve.engine.testing.WordsView;
import io.footnote.serve.engine.trace.TraceStage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conversations with a small model that rewrites and summarizes, over real HTTP. */
class ConversationModelTest {
  private static final Principal OPERATOR = Principal.operator("olga");
  private static final String IBAN = "DE12345678901234567890";

  @TempDir Path data;
  private final ScriptedModelServer server = new ScriptedModelServer();
  private Footnote footnote;

  @BeforeEach
  void open() throws Exception {
    footnote = footnote("extractive");
    var job =
        footnote.ingest(
            OPERATOR,
            new FootnoteService.Ingest(
                "default",
                List.of(
                    new IngestInput.Text(
                        "notice", "notice", "The notice period of employees is four weeks."),
                    new IngestInput.Text("canteen", "canteen", "The canteen serves lunch.")),
                Set.of(),
                Map.of()));
    footnote.awaitJob(OPERATOR, job.jobId(), Duration.ofSeconds(30));
  }

  private Footnote footnote(String answerer) {
    return Footnote.open(
        FootnoteConfig.builder(data, new TestComponents(new HashingEmbedder(64)))
            .models(List.of(settings()))
            .answerer(answerer)
            .rewriter("small")
            .masks(List.of(MaskPattern.of("IBAN", "\\bDE\\d{20}\\b")))
            .build());
  }

  private ChatModelSettings settings() {
    return ChatModelSettings.of("small", server.baseUrl(), "sk-very-secret", "small-1b")
        .waiting(Duration.ofSeconds(20), Duration.ofMillis(1));
  }

  @AfterEach
  void close() {
    footnote.close();
    server.close();
  }

  private Answer ask(String question, Turn... history) {
    AskRequest request =
        AskRequest.of("default", question).in(new Conversation.Told(List.of(history)));
    return footnote.ask(OPERATOR, request, event -> {});
  }

  private String rewriteStage(Answer answer) {
    return footnote.trace(OPERATOR, answer.traceId()).stages().stream()
        .filter(stage -> stage.name().equals("rewrite"))
        .map(TraceStage::output)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatTheModelWritesIsSearchedForBesidesTheQuestion() {
    server.reply(
        "Sure: {\"standalone\": \"How long is the notice period of [IBAN_1]?\", \"wordings\":"
            + " [\"term of notice\", 7, \"How long?\"], \"parts\": [], \"passage\": \"The"
            + " notice period is some weeks.\"}");
    Answer answer = ask("How long?", Turn.user("About the notice period of " + IBAN));
    assertThat(rewriteStage(answer))
        .startsWith(
            "question by small (the question has few words of its own): 1.00/1.00 How long?")
        .contains("0.30/0.30 term of notice (another wording)")
        .contains("0.30/0.00 The notice period is some weeks. (a passage as it might be)")
        .doesNotContain(IBAN)
        .doesNotContain("0.30/0.30 How long?");
    assertThat(server.received()).hasSize(1);
    assertThat(server.received().getFirst().body())
        .contains("About the notice period of")
        .doesNotContain(IBAN);
    assertThat(answer.answer()).contains("four weeks");
  }

  @Test
  void aModelThatAsksSomethingElseIsNotBelieved() {
    String other =
        "{\"standalone\": \"When does the canteen serve lunch?\", \"wordings\": [], \"parts\": []}";
    server.reply(other);
    Answer alone = ask("How long is the notice period of employees?");
    assertThat(rewriteStage(alone))
        .contains("0.30/0.30 When does the canteen serve lunch? (another wording)");
    assertThat(alone.answer()).contains("four weeks").doesNotContain("lunch");
    server.reply(other);
    Answer another =
        ask("How long is the notice period of employees?", Turn.user("Hello, is there a canteen?"));
    assertThat(rewriteStage(another))
        .contains("0.30/0.30 When does the canteen serve lunch? (another wording)");
    assertThat(another.answer()).contains("four weeks");
    server.reply(other);
    Answer followUp =
        ask("And how long is it after 5 years?", Turn.user("The notice period of employees?"));
    assertThat(rewriteStage(followUp))
        .contains("0.30/0.30 When does the canteen serve lunch? (another wording)");
  }

  @Test
  void whatAModelAddsToTheSearchSaysNothingOfWhatIsAsked() {
    String question = "How long is the notice period of employees?";
    server.reply("no JSON");
    Answer alone = ask(question);
    server.reply(
        "{\"standalone\": \"When is lunch?\", \"wordings\": [\"The canteen serves lunch.\", \"lunch\"],"
            + " \"parts\": [\"canteen\"], \"passage\": \"The canteen serves lunch.\"}");
    Answer widened = ask(question);
    assertThat(widened.answer()).isEqualTo(alone.answer()).contains("four weeks");
    assertThat(widened.confidence()).isCloseTo(alone.confidence(), within(0.01));
    server.reply(
        "{\"standalone\": \"How long is the notice period?\", \"wordings\": [\"notice period of employees\"],"
            + " \"parts\": [], \"passage\": \"The notice period is four weeks.\"}");
    Answer elsewhere = ask("Which whales sleep at night?");
    assertThat(elsewhere.confidence()).isLessThan(0.3);
  }

  @Test
  void aModelThatFailsChangesNothingButTheTrace() {
    server.fail(400, "no such model");
    Answer answer = ask("How long is it for employees?", Turn.user("The notice period?"));
    assertThat(rewriteStage(answer))
        .startsWith("question by rules (small failed (model_")
        .contains("0.50/")
        .doesNotContain("sk-very-secret");
    assertThat(answer.answer()).contains("four weeks");
  }

  @Test
  void aModelThatWritesNoJsonChangesNothingButTheTrace() {
    server.reply("The notice period is what you mean.");
    Answer answer = ask("How long is it?", Turn.user("The notice period of employees?"));
    assertThat(rewriteStage(answer))
        .startsWith("question by rules (small did not answer as asked)");
  }

  @Test
  void aLateModelIsNotWaitedFor() {
    HeldReply held = server.hold("{");
    RewrittenQuestion rewritten =
        new ModelRewriter(
                new OpenAiChatModel(settings()), "say {boundary}", Duration.ofMillis(50), Set.of())
            .rewrite(
                new RewriteRequest(
                    "How long is it?",
                    List.of(Turn.user("The notice period?")),
                    WordsView.terms(),
                    UnaryOperator.identity(),
                    UnaryOperator.identity(),
                    "b0undary"));
    assertThat(rewritten.by()).isEqualTo("rules");
    assertThat(rewritten.notes()).containsExactly("small failed (model_late)");
    held.release();
  }

  @Test
  void smallTalkCostsNoModelCall() {
    assertThat(ask("Thanks!", Turn.user("The notice period?")).answer())
        .isEqualTo("You are welcome.");
    assertThat(server.received()).isEmpty();
  }

  @Test
  void theAnswererReadsTheConversationMaskedAndASummaryOfWhatNoLongerFits() throws Exception {
    footnote.close();
    footnote = footnote("small");
    String story = "My account is " + IBAN + ". " + "A long story about lunch. ".repeat(400);
    for (int i = 0; i < 8; i++) {
      server.reply(ConversationModelTest::byPrompt);
    }
    Answer first = footnote.ask(OPERATOR, AskRequest.of("default", story), event -> {});
    String id = Objects.requireNonNull(first.conversationId());
    Answer second =
        footnote.ask(
            OPERATOR,
            AskRequest.of("default", "How long is the notice period of employees?")
                .in(new Conversation.Remembered(id)),
            event -> {});
    assertThat(second.conversationId()).isEqualTo(id);
    assertThat(second.answer()).contains("four weeks");
    String prompt =
        server.received().stream()
            .map(ScriptedModelServer.Received::prompt)
            .filter(each -> each.contains("----- the conversation so far"))
            .findFirst()
            .orElseThrow();
    assertThat(prompt)
        .contains("The user told a story about lunch.")
        .doesNotContain("A long story about lunch. A long story")
        .endsWith("Question: How long is the notice period of employees?\n");
    assertThat(server.received()).allSatisfy(each -> assertThat(each.body()).doesNotContain(IBAN));
    assertThat(footnote.conversation(OPERATOR, id).turns().getFirst().content()).isEqualTo(story);
  }

  private static Reply byPrompt(ScriptedModelServer.Received request) {
    String prompt = request.prompt();
    if (prompt.startsWith("You prepare the last turn")) {
      return Reply.text("{}");
    }
    return Reply.text(
        prompt.startsWith("You answer questions")
            ? "The notice period of employees is four weeks. [1]"
            : "The user told a story about lunch.");
  }
}
