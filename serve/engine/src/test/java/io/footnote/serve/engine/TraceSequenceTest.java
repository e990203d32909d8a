package io.footnote.serve.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.embed.testing.HashingEmbedder;
import io.footnote.index.model.Principal;
import io.footnote.ingest.IngestInput;
import io.footnote.serve.engine.llm.ChatModelSettings;
import io.footnote.serve.engine.llm.Price;
import io.footnote.serve.engine.llm.testing.HeldReply;
import io.footnote.serve.engine.llm.testing.ScriptedModelServer;
import io.footnote.serve.engine.model.Answer;
import io.footnote.serve.engine.model.AnswerThresholds;
import io.footnote.serve.engine.model.CollectionInfo;
import io.footnote.serve.engine.model.NotFoundException;
import io.footnote.serve.engine.model.UnavailableException;
import io.footnote.serve.engine.testing.TestComponents;
import io.footnote.serve.engine.trace.Deadlines;
import io.footnote.serve.engine.trace.Trace;
import io.footnote.serve.engine.trace.TraceStage.ModelUse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * All stages of a question, in their order, for each way in which it can end. What happens when a
 * client leaves is tested where clients are, over HTTP.
 */
@Timeout(60)
class TraceSequenceTest {
  private static final Principal OPERATOR = Principal.operator("local");
  private static final String QUESTION = "How long is the notice period?";

  @TempDir Path data;
  private final ScriptedModelServer model = new ScriptedModelServer();
  private final List<String> ids = new ArrayList<>();
  private Footnote footnote;

  @BeforeEach
  void fill() throws InterruptedException {
    open(FootnoteConfig.EXTRACTIVE, Deadlines.STANDARD);
    var text = new IngestInput.Text("notice", "notice", "The notice period is four weeks.");
    var job =
        footnote.ingest(
            OPERATOR, new FootnoteService.Ingest("default", List.of(text), Set.of(), Map.of()));
    footnote.awaitJob(OPERATOR, job.jobId(), Duration.ofSeconds(30));
  }

  private void open(String answerer, Deadlines deadlines) {
    if (footnote != null) {
      footnote.close();
    }
    ChatModelSettings small =
        ChatModelSettings.of("small", model.baseUrl(), null, "small-1b")
            .waiting(Duration.ofSeconds(30), Duration.ofMillis(1))
            .at(new Price(4, 10));
    footnote =
        Footnote.open(
            FootnoteConfig.builder(data, new TestComponents(new HashingEmbedder(64)))
                .models(List.of(small))
                .answerer(answerer)
                .deadlines(deadlines)
                .ids(this::id)
                .build());
  }

  private synchronized String id() {
    ids.add("id" + ids.size());
    return ids.getLast();
  }

  @AfterEach
  void close() {
    footnote.close();
    model.close();
  }

  /** The trace of a request that returned no id. */
  private Trace latest() {
    for (String id : ids.reversed()) {
      try {
        return footnote.trace(OPERATOR, id);
      } catch (NotFoundException e) {
        assertThat(e.code()).isEqualTo("trace_not_found");
      }
    }
    throw new AssertionError("there is no trace");
  }

  private static List<String> stages(Trace trace) {
    return trace.stages().stream()
        .map(stage -> stage.name() + " " + stage.status().name().toLowerCase(Locale.ROOT))
        .toList();
  }

  @Test
  void anAnswer() {
    Answer answer = footnote.ask(QUESTION);
    Trace trace = footnote.trace(OPERATOR, answer.traceId());
    assertThat(stages(trace))
        .containsExactly(
            "recall done",
            "rewrite done",
            "route done",
            "cache done",
            "retrieve done",
            "assemble done",
            "decide done",
            "answer done",
            "remember done",
            "keep done");
    assertThat(trace.error()).isNull();
    assertThat(trace.stages().getLast().output()).isEqualTo("kept to be given again");
    assertThat(trace.stages()).allSatisfy(stage -> assertThat(stage.model()).isNull());
  }

  @Test
  void anAnswerOfAModel() {
    open("small", Deadlines.STANDARD);
    model.reply("The notice period is four weeks. [1]");
    Trace trace = footnote.trace(OPERATOR, footnote.ask(QUESTION).traceId());
    assertThat(stages(trace))
        .endsWith("decide done", "answer done", "check done", "remember done", "keep done");
    assertThat(trace.stages().get(7).model())
        .isEqualTo(new ModelUse("small", 100, 7, "stop", 0.00047));
    assertThat(trace.stages().get(7).tokens()).isEqualTo(107);
    assertThat(trace.stages().get(8).output()).matches("1 cited \\d\\.\\d{3} by \\w+#000000");
  }

  @Test
  void anAnswerThatIsGivenAgain() {
    Answer first = footnote.ask(QUESTION);
    Trace trace = footnote.trace(OPERATOR, footnote.ask(QUESTION).traceId());
    assertThat(stages(trace))
        .containsExactly(
            "recall done", "rewrite done", "route done", "cache done", "remember done");
    assertThat(trace.stages().get(3).output())
        .contains(first.decision().getClass().getSimpleName() + " with confidence ");
  }

  @Test
  void aRefusal() {
    CollectionInfo _ =
        footnote.configureCollection(OPERATOR, "default", new AnswerThresholds(1, 1));
    Answer answer = footnote.ask(QUESTION);
    assertThat(answer.abstained()).isTrue();
    Trace trace = footnote.trace(OPERATOR, answer.traceId());
    assertThat(stages(trace))
        .containsExactly(
            "recall done",
            "rewrite done",
            "route done",
            "cache done",
            "retrieve done",
            "assemble done",
            "decide done",
            "remember done",
            "keep done");
    assertThat(trace.error()).isNull();
  }

  @Test
  void aModelThatFails() {
    open("small", Deadlines.STANDARD);
    model.fail(401, "who are you?");
    assertThatThrownBy(() -> footnote.ask(QUESTION)).isInstanceOf(UnavailableException.class);
    Trace trace = latest();
    assertThat(stages(trace))
        .containsExactly(
            "recall done",
            "rewrite done",
            "route done",
            "cache done",
            "retrieve done",
            "assemble done",
            "decide done",
            "answer failed");
    assertThat(trace.error()).isEqualTo("answer: failed: model_unauthorized");
    assertThat(trace.replayable()).isFalse();
  }

  @Test
  void aModelThatTakesTooLong() throws Exception {
    open("small", Deadlines.STANDARD.withAnswer(Duration.ofMillis(50)));
    HeldReply held = model.hold("The notice");
    assertThatThrownBy(() -> footnote.ask(QUESTION))
        .isInstanceOf(UnavailableException.class)
        .hasMessage(
            "the request was given up, because its stage 'answer' took more than 50 ms; try again,"
                + " or raise answer_timeout_seconds if a model is only slow");
    assertThat(held.abandoned().get(30, TimeUnit.SECONDS)).isTrue();
    Trace trace = latest();
    assertThat(stages(trace))
        .containsExactly(
            "recall done",
            "rewrite done",
            "route done",
            "cache done",
            "retrieve done",
            "assemble done",
            "decide done",
            "answer late");
    assertThat(trace.error()).isEqualTo("answer: late: it took more than 50 ms");
    // The thread is none the worse for it.
    model.reply("The notice period is four weeks. [1]");
    open("small", Deadlines.STANDARD);
    assertThat(footnote.ask(QUESTION).abstained()).isFalse();
  }
}
