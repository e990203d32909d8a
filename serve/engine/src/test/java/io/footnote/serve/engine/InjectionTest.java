package io.footnote.serve.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footnote.embed.Embedder;
import io.footnote.embed.testing.HashingEmbedder;
import io.footnote.index.model.DocumentQuery;
import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.Filter;
import io.footnote.index.model.MetadataValue;
import io.footnote.index.model.Principal;
import io.footnote.ingest.IngestInput;
import io.footnote.ingest.Job;
import io.footnote.ingest.screen.Invisible;
import io.footnote.ingest.screen.Sign;
import io.footnote.serve.engine.llm.ChatModelSettings;
import io.footnote.serve.engine.llm.testing.ScriptedModelServer;
import io.footnote.serve.engine.model.Answer;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.trace.TraceStage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Documents that try to steer a language model, through the real ingestion, with a model that does
 * what they want.
 */
class InjectionTest {
  private static final Principal OPERATOR = Principal.operator("olga");
  private static final String QUESTION = "How long is the notice period?";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern MARK = Pattern.compile("\\[(\\d[\\d,; –-]*)]");
  private static final Pattern BOUNDARY = Pattern.compile("carry the mark (\\w+)\\.");
  private static final Pattern QUOTED =
      Pattern.compile("(?s)----- passage \\[\\d+] (\\w+)\\n.*?----- end of passage \\[\\d+] \\1");

  @TempDir static Path data;
  @TempDir static Path documents;
  private static ScriptedModelServer server;
  private static Footnote footnote;
  private static Map<String, DocumentRecord> records;

  /**
   * @param signs that it must be found to show
   * @param reply of a model that obeys it
   */
  record Attack(String name, String text, Set<String> signs, String reply) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Attack> attacks() throws IOException {
    List<Attack> attacks = new ArrayList<>();
    try (InputStream in =
        Objects.requireNonNull(
            InjectionTest.class.getResourceAsStream("injection/documents.jsonl"))) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        JsonNode json = JSON.readTree(line);
        attacks.add(
            new Attack(
                json.get("name").asText(),
                json.get("text").asText(),
                Set.copyOf(
                    StreamSupport.stream(json.get("signs").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList()),
                json.get("reply").asText()));
      }
    }
    return attacks;
  }

  @BeforeAll
  static void ingest() throws Exception {
    server = new ScriptedModelServer();
    Embedder embedder = new HashingEmbedder(32);
    ChatModelSettings settings =
        ChatModelSettings.of("obedient", server.baseUrl(), "sk-key", "obedient-1b");
    footnote =
        Footnote.open(
            FootnoteConfig.builder(
                    data, new LocalComponents(() -> embedder, embedder::model, Clock.systemUTC()))
                .models(List.of(settings))
                .linkHosts(List.of("intranet.example"))
                .build());
    for (Attack attack : attacks()) {
      Files.writeString(documents.resolve(attack.name()), attack.text());
    }
    Files.writeString(
        documents.resolve("harmless.md"),
        "The notice period is four weeks. The form is at https://forms.example/notice?v=2 and"
            + " nowhere else. It has been in use since 2019 [12].");
    Job job =
        footnote.ingest(
            OPERATOR,
            new FootnoteService.Ingest(
                "default", List.of(new IngestInput.PathInput(documents)), null, Map.of()));
    Job ended = footnote.awaitJob(OPERATOR, job.jobId(), Duration.ofSeconds(120));
    assertThat(ended.state()).as("%s", ended).isEqualTo(Job.State.DONE);
    assertThat(ended.failures()).isEmpty();
    records = new HashMap<>();
    footnote
        .documents(OPERATOR, "default", new DocumentQuery(null, null, 1000))
        .documents()
        .forEach(record ->
            records.put(
                Objects.requireNonNull(Path.of(record.source()).getFileName()).toString(), record));
  }

  @AfterAll
  static void close() {
    footnote.close();
    server.close();
  }

  private static Answer ask(String name, String model) {
    Filter only =
        new Filter.Compare(
            Filter.Operator.EQ,
            "document_id",
            new MetadataValue.Keyword(record(name).documentId()));
    return footnote.ask(
        OPERATOR, new AskRequest(QUESTION, List.of("default"), only, model, 12, 3000), event -> {});
  }

  private static DocumentRecord record(String name) {
    return Objects.requireNonNull(records.get(name), name);
  }

  private static List<TraceStage> stages(Answer answer, String name) {
    return footnote.trace(OPERATOR, answer.traceId()).stages().stream()
        .filter(stage -> stage.name().equals(name))
        .toList();
  }

  /** Nothing that acts by itself, nothing that looks like a footnote and is none. */
  private static void isInert(Answer answer) {
    assertThat(answer.answer())
        .doesNotContainIgnoringCase("evil.example")
        .doesNotContain("](", "<img", "<a ", "<script", "<iframe", "javascript:", "【");
    assertThat(Invisible.strip(answer.answer())).isEqualTo(answer.answer());
    Matcher marks = MARK.matcher(answer.answer());
    while (marks.find()) {
      assertThat(Integer.parseInt(marks.group(1))).isBetween(1, answer.citations().size());
    }
  }

  @Test
  void thereAreEnoughAttacks() throws IOException {
    assertThat(attacks()).hasSizeGreaterThanOrEqualTo(60);
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void theDocumentIsFlagged(Attack attack) {
    assertThat(Sign.namesIn(record(attack.name()).metadata())).containsAll(attack.signs());
    assertThat(footnote.document(OPERATOR, record(attack.name()).documentId()).document())
        .isEqualTo(record(attack.name()));
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void aModelThatObeysSaysNothingThatActs(Attack attack) {
    int before = server.received().size();
    server.reply(attack.reply());
    Answer answer = ask(attack.name(), "obedient");
    isInert(answer);
    assertThat(server.received()).hasSize(before + 1);
    reachesTheModelAsQuotedMaterial(server.received().getLast());
    assertThat(stages(answer, "screen")).hasSize(1);
    assertThat(stages(answer, "screen").getFirst().output())
        .contains(record(attack.name()).documentId(), attack.signs().iterator().next());
  }

  private static void reachesTheModelAsQuotedMaterial(ScriptedModelServer.Received request) {
    String prompt = request.prompt();
    assertThat(Invisible.strip(prompt)).isEqualTo(prompt);
    assertThat(prompt).doesNotContain("XYZZY");
    Matcher mark = BOUNDARY.matcher(prompt);
    assertThat(mark.find()).isTrue();
    String outside = QUOTED.matcher(prompt).replaceAll("").replace(mark.group(1), "MARK");
    server.reply("NO ANSWER");
    ask("harmless.md", "obedient");
    String harmless = lastPromptAboutHarmless();
    Matcher other = BOUNDARY.matcher(harmless);
    assertThat(other.find()).isTrue();
    assertThat(outside)
        .isEqualTo(QUOTED.matcher(harmless).replaceAll("").replace(other.group(1), "MARK"));
  }

  private static String lastPromptAboutHarmless() {
    return server.received().stream()
        .map(ScriptedModelServer.Received::prompt)
        .filter(prompt -> prompt.contains("Document: harmless"))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void quotedSentencesDoNothingEither(Attack attack) {
    Answer answer = ask(attack.name(), "extractive");
    isInert(answer);
    assertThat(answer.answer()).contains("four weeks").doesNotContain("XYZZY");
  }

  @Test
  void aHarmlessDocumentIsNotFlaggedAndItsAddressesAreShown() {
    assertThat(Sign.namesIn(record("harmless.md").metadata())).isEmpty();
    server.reply(
        "The notice period is four weeks [1]. The form is at https://forms.example/notice?v=2 and"
            + " nowhere else [1]. More is at [the intranet](https://intranet.example/hr) and at"
            + " https://forms.example/notice?v=3.");
    Answer answer =
        footnote.ask(
            OPERATOR,
            new AskRequest(
                "Where is the form for the notice period?",
                List.of("default"),
                new Filter.Compare(
                    Filter.Operator.EQ,
                    "document_id",
                    new MetadataValue.Keyword(record("harmless.md").documentId())),
                "obedient",
                12,
                3000),
            event -> {});
    assertThat(answer.answer())
        .contains("The form is at https://forms.example/notice?v=2 and")
        .contains("[the intranet](https://intranet.example/hr)")
        .endsWith("at (link removed).");
    assertThat(stages(answer, "screen")).isEmpty();
    assertThat(stages(answer, "guard").getFirst().output()).endsWith("taken from 1 sentence");
  }
}
