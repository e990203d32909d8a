package io.footnote.serve.server.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.footnote.ingest.parse.ParserLimits;
import io.footnote.serve.engine.FootnoteConfig;
import io.footnote.serve.engine.trace.TraceKeeping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration: {@code footnote.yaml}, overridden by the environment, overridden by
 * flags. Every problem of all three is found before any is reported.
 */
public final class ConfigLoader {
  /** Name of the file that is read where none is given. */
  public static final String FILE = "footnote.yaml";

  private static final String PREFIX = "FOOTNOTE_";

  /** Variables that are no settings: the file to read, and those of the launcher. */
  private static final Set<String> OTHER_VARIABLES =
      Set.of("FOOTNOTE_CONFIG", "FOOTNOTE_HOME", "FOOTNOTE_JAVA_HOME", "FOOTNOTE_JAVA_OPTS");

  private final Environment environment;
  private final List<String> problems = new ArrayList<>();
  private final Map<String, Written> written = new LinkedHashMap<>();
  private final List<ResolvedSetting> resolved = new ArrayList<>();

  private ConfigLoader(Environment environment) {
    this.environment = environment;
  }

  /**
   * Loads a configuration.
   *
   * @param file what {@code --config} named, if it did
   * @param flags values of flags by the key of their setting
   * @throws ConfigException with all problems
   */
  public static ResolvedConfig load(
      Environment environment, @Nullable Path file, Map<String, String> flags) {
    return new ConfigLoader(environment).load(file, flags);
  }

  private ResolvedConfig load(@Nullable Path given, Map<String, String> flags) {
    readFile(given);
    readEnvironment();
    flags.forEach((key, value) ->
        written.put(key, new Written(TextNode.valueOf(value), "flag --" + key.replace('_', '-'))));
    Config config =
        new Config(
            environment.folder().resolve(value(Settings.DATA)).normalize(),
            value(Settings.STATE),
            environment.cacheRoot().resolve(value(Settings.CACHE)).normalize(),
            value(Settings.HOST),
            value(Settings.PORT),
            value(Settings.EMBEDDING_MODEL),
            value(Settings.EMBEDDING_THREADS),
            value(Settings.RERANKER_MODEL),
            value(Settings.RERANKER_DEPTH),
            value(Settings.CHAT_MODELS),
            value(Settings.ANSWERER),
            value(Settings.REWRITER),
            value(Settings.ROUTER),
            value(Settings.USERS),
            value(Settings.RESTRICTED),
            value(Settings.CONVERSATION_DAYS),
            value(Settings.MEMORY),
            new TraceKeeping(
                Duration.ofDays(value(Settings.TRACE_DAYS)), value(Settings.TRACE_SAMPLE_PERCENT)),
            collector(),
            value(Settings.ANSWER_TIMEOUT_SECONDS),
            value(Settings.UNSUPPORTED_SENTENCES),
            value(Settings.SKIP_STAGES),
            value(Settings.ANSWER_CACHE),
            value(Settings.ANSWER_CACHE_STALE_SECONDS),
            value(Settings.LINK_HOSTS),
            value(Settings.MASKING),
            value(Settings.ANONYMOUS),
            value(Settings.MAX_REQUEST_BYTES),
            value(Settings.MAX_UPLOAD_BYTES),
            value(Settings.KEEP_ORIGINALS),
            value(Settings.LEXICAL_ONLY),
            value(Settings.CLOSE_IDLE_SECONDS),
            value(Settings.FETCH_HOSTS),
            value(Settings.FETCH_PRIVATE_HOSTS),
            value(Settings.FETCH_MAX_BYTES),
            parsing());
    checkAnswerer(config);
    checkHelper(config, "rewriter", config.rewriter());
    checkHelper(config, "router", config.router());
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new ResolvedConfig(config, resolved);
  }

  private @Nullable URI collector() {
    String address = value(Settings.OTLP_ENDPOINT);
    return address.equals(Settings.NO_COLLECTOR) ? null : URI.create(address);
  }

  private ParserLimits parsing() {
    return new ParserLimits(
        value(Settings.PARSER_PROCESSES),
        value(Settings.PARSER_MEMORY_MEGABYTES),
        Duration.ofSeconds(value(Settings.PARSER_TIMEOUT_SECONDS)),
        ParserLimits.ofDefaults().idle(),
        value(Settings.PARSER_MAX_CHARACTERS),
        new ParserLimits.Archives(
            value(Settings.ARCHIVE_MAX_DEPTH),
            value(Settings.ARCHIVE_MAX_FILES),
            value(Settings.ARCHIVE_MAX_MEGABYTES),
            value(Settings.ARCHIVE_MAX_RATIO)),
        new ParserLimits.Scans(
            value(Settings.OCR),
            value(Settings.OCR_LANGUAGES),
            Duration.ofSeconds(value(Settings.OCR_TIMEOUT_SECONDS))));
  }

  private void readFile(@Nullable Path given) {
    String variable = environment.variables().get("FOOTNOTE_CONFIG");
    Path file =
        environment
            .folder()
            .resolve(given != null ? given : Path.of(variable != null ? variable : FILE));
    if (!Files.exists(file)) {
      if (given != null || variable != null) {
        problems.add("there is no file " + file);
      }
      return;
    }
    JsonNode tree;
    try {
      tree = yaml(Files.readString(file));
    } catch (JsonProcessingException e) {
      problems.add(
          "%s is not valid YAML: %s (line %d)"
              .formatted(
                  file,
                  e.getOriginalMessage().lines().findFirst().orElse(""),
                  e.getLocation() == null ? 1 : e.getLocation().getLineNr()));
      return;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    if (tree.isMissingNode() || tree.isNull()) {
      return;
    }
    if (!tree.isObject()) {
      problems.add(file + " must hold settings, each as 'key: value'");
      return;
    }
    for (Map.Entry<String, JsonNode> entry : tree.properties()) {
      if (known(entry.getKey())) {
        written.put(entry.getKey(), new Written(entry.getValue(), file.toString()));
      } else {
        problems.add(
            "unknown key '%s' in %s; known are %s".formatted(entry.getKey(), file, knownKeys()));
      }
    }
  }

  private void readEnvironment() {
    environment.variables().keySet().stream()
        .filter(name -> name.startsWith(PREFIX) && !OTHER_VARIABLES.contains(name))
        .sorted()
        .forEach(this::readVariable);
  }

  private void readVariable(String name) {
    String key = name.substring(PREFIX.length()).toLowerCase(Locale.ROOT);
    String text = environment.variables().getOrDefault(name, "");
    if (!known(key)) {
      problems.add(
          "unknown environment variable %s; known are %s"
              .formatted(
                  name,
                  Settings.ALL.stream().map(Setting::variable).collect(Collectors.joining(", "))));
      return;
    }
    JsonNode value = TextNode.valueOf(text);
    if (text.startsWith("[") || text.startsWith("{")) {
      try {
        value = yaml(text);
      } catch (JsonProcessingException e) {
        problems.add("the environment variable " + name + " is not valid YAML");
        return;
      }
    }
    written.put(key, new Written(value, "environment " + name));
  }

  private static JsonNode yaml(String text) throws JsonProcessingException {
    return YAMLMapper.builder()
        .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
        .build()
        .readTree(text);
  }

  private <T> T value(Setting<T> setting) {
    Written here = written.get(setting.key());
    T value = setting.standard();
    String origin = "default";
    if (here != null) {
      origin = here.origin();
      try {
        value = setting.reader().read(here.node(), environment);
      } catch (IllegalArgumentException | ArithmeticException e) {
        String wrong = String.valueOf(e.getMessage());
        String got =
            isShown(setting, here) && !wrong.contains("but got")
                ? ", but got: '" + here.node().asText() + "'"
                : "";
        problems.add("%s %s%s (%s)".formatted(setting.key(), wrong, got, origin));
      }
    }
    Object shown =
        setting.equals(Settings.CACHE)
            ? environment.cacheRoot().resolve((Path) value).normalize()
            : value;
    resolved.add(new ResolvedSetting(setting.key(), show(shown), origin, setting.description()));
    return value;
  }

  /** What is written in the place of an address may hold a password. */
  private static boolean isShown(Setting<?> setting, Written here) {
    return here.node().isValueNode() && !setting.equals(Settings.STATE);
  }

  private String show(Object value) {
    if (value instanceof Path path) {
      return environment.folder().resolve(path).normalize().toString();
    }
    return value instanceof Enum<?> choice
        ? choice.name().toLowerCase(Locale.ROOT)
        : value.toString();
  }

  private void checkAnswerer(Config config) {
    List<String> names = new ArrayList<>(List.of(Settings.EXTRACTIVE));
    config.chatModels().forEach(model -> names.add(model.name()));
    if (!names.contains(config.answerer())) {
      problems.add(
          "answerer must be one of %s, but got: '%s'"
              .formatted(String.join(", ", names), config.answerer()));
    }
  }

  private void checkHelper(Config config, String key, String name) {
    List<String> names = new ArrayList<>(List.of(FootnoteConfig.RULES, FootnoteConfig.NONE));
    config.chatModels().forEach(model -> names.add(model.name()));
    if (!names.contains(name)) {
      problems.add(
          "%s must be one of %s, but got: '%s'".formatted(key, String.join(", ", names), name));
    }
  }

  private static boolean known(String key) {
    return Settings.ALL.stream().anyMatch(setting -> setting.key().equals(key));
  }

  private static String knownKeys() {
    return Settings.ALL.stream().map(Setting::key).collect(Collectors.joining(", "));
  }

  private record Written(JsonNode node, String origin) {}
}
