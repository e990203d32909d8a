package io.footnote.serve.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.ingest.parse.ParserLimits;
import io.footnote.serve.engine.cache.CacheMode;
import io.footnote.serve.engine.llm.Price;
import io.footnote.serve.engine.model.OptionalStage;
import io.footnote.serve.engine.model.UnsupportedSentences;
import io.footnote.serve.engine.model.UserProfile;
import io.footnote.serve.engine.state.StateLocation;
import io.footnote.serve.engine.trace.TraceKeeping;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What settings are, and where they come from. */
class ConfigLoaderTest extends ConfigFixture {
  private static final ParserLimits OTHER_PARSING =
      new ParserLimits(
          3,
          1024,
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          1_000_000,
          new ParserLimits.Archives(2, 10, 100, 50),
          new ParserLimits.Scans(false, "eng+deu", Duration.ofMinutes(1)));

  @Test
  void everyDefault() {
    assertThat(load(Map.of(), Map.of()).config())
        .isEqualTo(
            new Config(
                folder.resolve("data"),
                new StateLocation.InDataFolder(),
                folder.resolve(".cache/footnote"),
                "127.0.0.1",
                7070,
                "bundled",
                0,
                "none",
                50,
                List.of(),
                "extractive",
                "rules",
                "rules",
                Map.of(),
                "",
                90,
                true,
                new TraceKeeping(Duration.ofDays(30), 100),
                null,
                300,
                UnsupportedSentences.MARK,
                Set.of(),
                CacheMode.EXACT,
                0,
                List.of(),
                Map.of(),
                Anonymous.NONE,
                10_485_760,
                268_435_456L,
                false,
                false,
                600,
                List.of(),
                List.of(),
                52_428_800L,
                new ParserLimits(
                    2,
                    512,
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(1),
                    30_000_000,
                    new ParserLimits.Archives(8, 20_000, 2048, 200),
                    new ParserLimits.Scans(true, "eng", Duration.ofMinutes(30)))));
  }

  @Test
  void everySettingFromTheFile() throws IOException {
    file(
        """
        data: kept
        state: {url: 'jdbc:postgresql://db.example/footnote', user: foot, password_env: DB_PASSWORD}
        cache: models
        host: localhost
        port: 8080
        embedding_model: models/e5
        embedding_threads: 3
        reranker_model: models/judge
        reranker_depth: 20
        chat_models:
          - name: local
            base_url: http://localhost:11434/v1
            model: qwen3
            context_tokens: 32768
            reads_restricted: true
            price: {input: 0.15, output: 2}
          - name: remote
            base_url: https://models.example/v1
            model: large
            api_key_env: REMOTE_KEY
            tokenizer: o200k_base
        answerer: local
        rewriter: remote
        router: none
        users: {alice: {language: de, role: auditor, preferred_sources: [hr, /policies/]}, '*': {}}
        restricted: sensitivity = 'secret'
        conversation_days: 7
        memory: false
        trace_days: 3
        trace_sample_percent: 20
        otlp_endpoint: https://collector.example:4318
        answer_timeout_seconds: 30
        unsupported_sentences: remove
        skip_stages: [wordings, check]
        answer_cache: semantic
        answer_cache_stale_seconds: 300
        link_hosts: [Docs.example.org]
        masking: {CARD: '\\d{16}'}
        anonymous: public
        max_request_bytes: 2048
        max_upload_bytes: 4096
        keep_originals: true
        lexical_only: true
        close_idle_seconds: 60
        fetch_hosts: [Docs.example.org, "*.example.com"]
        fetch_private_hosts: [docs.example.org]
        fetch_max_bytes: 1024
        parser_processes: 3
        parser_memory_megabytes: 1024
        parser_timeout_seconds: 30
        parser_max_characters: 1000000
        archive_max_depth: 2
        archive_max_files: 10
        archive_max_megabytes: 100
        archive_max_ratio: 50
        ocr: false
        ocr_languages: eng+deu
        ocr_timeout_seconds: 60
        """);
    assertThat(load(Map.of("REMOTE_KEY", "s3cret", "DB_PASSWORD", "hush"), Map.of()).config())
        .isEqualTo(
            new Config(
                folder.resolve("kept"),
                new StateLocation.Postgres("jdbc:postgresql://db.example/footnote", "foot", "hush"),
                folder.resolve("models"),
                "localhost",
                8080,
                "models/e5",
                3,
                "models/judge",
                20,
                List.of(
                    new ChatModelConfig(
                        "local",
                        URI.create("http://localhost:11434/v1"),
                        null,
                        "qwen3",
                        32_768,
                        null,
                        true,
                        new Price(0.15, 2)),
                    new ChatModelConfig(
                        "remote",
                        URI.create("https://models.example/v1"),
                        "s3cret",
                        "large",
                        8192,
                        new ChatModelConfig.Tokenizer.Encoding("o200k_base"),
                        false,
                        null)),
                "local",
                "remote",
                "none",
                Map.of(
                    "alice",
                    new UserProfile("de", "auditor", List.of("hr", "/policies/")),
                    "*",
                    UserProfile.NONE),
                "sensitivity = 'secret'",
                7,
                false,
                new TraceKeeping(Duration.ofDays(3), 20),
                URI.create("https://collector.example:4318"),
                30,
                UnsupportedSentences.REMOVE,
                Set.of(OptionalStage.WORDINGS, OptionalStage.CHECK),
                CacheMode.SEMANTIC,
                300,
                List.of("docs.example.org"),
                Map.of("CARD", "\\d{16}"),
                Anonymous.PUBLIC,
                2048,
                4096,
                true,
                true,
                60,
                List.of("docs.example.org", "*.example.com"),
                List.of("docs.example.org"),
                1024L,
                OTHER_PARSING));
  }

  @Test
  void everySettingFromTheEnvironment() {
    assertThat(
            load(
                    Map.ofEntries(
                        Map.entry("FOOTNOTE_DATA", "kept"),
                        Map.entry("FOOTNOTE_STATE", "{url: 'jdbc:postgresql://db/x'}"),
                        Map.entry("FOOTNOTE_CACHE", "models"),
                        Map.entry("FOOTNOTE_HOST", "localhost"),
                        Map.entry("FOOTNOTE_PORT", "8080"),
                        Map.entry("FOOTNOTE_EMBEDDING_MODEL", "models/e5"),
                        Map.entry("FOOTNOTE_EMBEDDING_THREADS", "3"),
                        Map.entry("FOOTNOTE_RERANKER_MODEL", "models/judge"),
                        Map.entry("FOOTNOTE_RERANKER_DEPTH", "20"),
                        Map.entry(
                            "FOOTNOTE_CHAT_MODELS",
                            "[{name: local, base_url: 'http://localhost:1/v1', model: m, api_key:"
                                + " k}]"),
                        Map.entry("FOOTNOTE_ANSWERER", "local"),
                        Map.entry("FOOTNOTE_REWRITER", "none"),
                        Map.entry("FOOTNOTE_ROUTER", "local"),
                        Map.entry("FOOTNOTE_USERS", "{'*': {language: fr}}"),
                        Map.entry("FOOTNOTE_RESTRICTED", "year > 2020"),
                        Map.entry("FOOTNOTE_CONVERSATION_DAYS", "0"),
                        Map.entry("FOOTNOTE_MEMORY", "false"),
                        Map.entry("FOOTNOTE_TRACE_DAYS", "0"),
                        Map.entry("FOOTNOTE_TRACE_SAMPLE_PERCENT", "0"),
                        Map.entry("FOOTNOTE_OTLP_ENDPOINT", "http://127.0.0.1:4318"),
                        Map.entry("FOOTNOTE_ANSWER_TIMEOUT_SECONDS", "60"),
                        Map.entry("FOOTNOTE_UNSUPPORTED_SENTENCES", "remove"),
                        Map.entry("FOOTNOTE_SKIP_STAGES", "screen, decide"),
                        Map.entry("FOOTNOTE_ANSWER_CACHE", "semantic"),
                        Map.entry("FOOTNOTE_ANSWER_CACHE_STALE_SECONDS", "300"),
                        Map.entry("FOOTNOTE_LINK_HOSTS", "docs.example.org"),
                        Map.entry("FOOTNOTE_MASKING", "{A: 'a+'}"),
                        Map.entry("FOOTNOTE_ANONYMOUS", "public"),
                        Map.entry("FOOTNOTE_MAX_REQUEST_BYTES", "2048"),
                        Map.entry("FOOTNOTE_MAX_UPLOAD_BYTES", "4096"),
                        Map.entry("FOOTNOTE_KEEP_ORIGINALS", "true"),
                        Map.entry("FOOTNOTE_LEXICAL_ONLY", "true"),
                        Map.entry("FOOTNOTE_CLOSE_IDLE_SECONDS", "60"),
                        Map.entry("FOOTNOTE_FETCH_HOSTS", "docs.example.org, *.example.com"),
                        Map.entry("FOOTNOTE_FETCH_PRIVATE_HOSTS", "docs.example.org"),
                        Map.entry("FOOTNOTE_FETCH_MAX_BYTES", "1024"),
                        Map.entry("FOOTNOTE_PARSER_PROCESSES", "3"),
                        Map.entry("FOOTNOTE_PARSER_MEMORY_MEGABYTES", "1024"),
                        Map.entry("FOOTNOTE_PARSER_TIMEOUT_SECONDS", "30"),
                        Map.entry("FOOTNOTE_PARSER_MAX_CHARACTERS", "1000000"),
                        Map.entry("FOOTNOTE_ARCHIVE_MAX_DEPTH", "2"),
                        Map.entry("FOOTNOTE_ARCHIVE_MAX_FILES", "10"),
                        Map.entry("FOOTNOTE_ARCHIVE_MAX_MEGABYTES", "100"),
                        Map.entry("FOOTNOTE_ARCHIVE_MAX_RATIO", "50"),
                        Map.entry("FOOTNOTE_OCR", "false"),
                        Map.entry("FOOTNOTE_OCR_LANGUAGES", "eng+deu"),
                        Map.entry("FOOTNOTE_OCR_TIMEOUT_SECONDS", "60")),
                    Map.of())
                .config())
        .isEqualTo(
            new Config(
                folder.resolve("kept"),
                new StateLocation.Postgres("jdbc:postgresql://db/x", null, null),
                folder.resolve("models"),
                "localhost",
                8080,
                "models/e5",
                3,
                "models/judge",
                20,
                List.of(
                    new ChatModelConfig(
                        "local",
                        URI.create("http://localhost:1/v1"),
                        "k",
                        "m",
                        8192,
                        null,
                        false,
                        null)),
                "local",
                "none",
                "local",
                Map.of("*", new UserProfile("fr", null, List.of())),
                "year > 2020",
                0,
                false,
                new TraceKeeping(Duration.ZERO, 0),
                URI.create("http://127.0.0.1:4318"),
                60,
                UnsupportedSentences.REMOVE,
                Set.of(OptionalStage.SCREEN, OptionalStage.DECIDE),
                CacheMode.SEMANTIC,
                300,
                List.of("docs.example.org"),
                Map.of("A", "a+"),
                Anonymous.PUBLIC,
                2048,
                4096,
                true,
                true,
                60,
                List.of("docs.example.org", "*.example.com"),
                List.of("docs.example.org"),
                1024L,
                OTHER_PARSING));
  }

  @Test
  void offNeedsNoQuotesThoughItIsFalseToYaml() throws IOException {
    file("answer_cache: off\n");
    assertThat(load(Map.of(), Map.of()).config().answerCache()).isEqualTo(CacheMode.OFF);
  }

  @Test
  void flagsOverrideTheEnvironmentWhichOverridesTheFile() throws IOException {
    file("port: 1\nhost: file\nanswerer: extractive\n");
    ResolvedConfig resolved =
        load(Map.of("FOOTNOTE_PORT", "2", "FOOTNOTE_HOST", "environment"), Map.of("port", "3"));
    assertThat(resolved.config().port()).isEqualTo(3);
    assertThat(resolved.config().host()).isEqualTo("environment");
    assertThat(resolved.settings())
        .filteredOn(setting -> List.of("port", "host", "answerer", "data").contains(setting.key()))
        .extracting(ResolvedSetting::key, ResolvedSetting::origin)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("data", "default"),
            org.assertj.core.groups.Tuple.tuple("host", "environment FOOTNOTE_HOST"),
            org.assertj.core.groups.Tuple.tuple("port", "flag --port"),
            org.assertj.core.groups.Tuple.tuple(
                "answerer", folder.resolve("footnote.yaml").toString()));
  }

  @Test
  void secretsAreNotShown() {
    ResolvedConfig resolved =
        load(
            Map.of(
                "FOOTNOTE_CHAT_MODELS",
                "[{name: local, base_url: 'http://localhost:1/v1', model: m, api_key: s3cret}]"),
            Map.of());
    assertThat(resolved.toString()).contains("api_key: (hidden)").doesNotContain("s3cret");
  }
}
