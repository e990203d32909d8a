package io.footnote.serve.server.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.footnote.serve.engine.llm.ChatModelSettings;
import io.footnote.serve.engine.llm.Price;
import io.footnote.serve.engine.llm.TokenCounters;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads one entry of {@code chat_models}. */
final class ChatModelReader {
  private static final Set<String> KEYS =
      new TreeSet<>(
          List.of(
              "name",
              "base_url",
              "api_key",
              "api_key_env",
              "model",
              "context_tokens",
              "tokenizer",
              "reads_restricted",
              "price"));

  private static final int MAX_CONTEXT_TOKENS = 10_000_000;

  private final JsonNode item;
  private final Environment environment;

  private ChatModelReader(JsonNode item, Environment environment) {
    this.item = item;
    this.environment = environment;
  }

  static List<ChatModelConfig> readAll(JsonNode written, Environment environment) {
    if (!written.isArray()) {
      throw new IllegalArgumentException(
          "must be a list of models, each with name, base_url and model");
    }
    List<ChatModelConfig> models = new ArrayList<>();
    Set<String> names = new TreeSet<>();
    for (JsonNode item : written) {
      ChatModelConfig model = new ChatModelReader(item, environment).read();
      if (!names.add(model.name())) {
        throw new IllegalArgumentException("names two models '" + model.name() + "'");
      }
      models.add(model);
    }
    return models;
  }

  private ChatModelConfig read() {
    if (!item.isObject()) {
      throw new IllegalArgumentException(
          "must be a list of models, each with name, base_url and model");
    }
    item.fieldNames()
        .forEachRemaining(name -> {
          if (!KEYS.contains(name)) {
            throw new IllegalArgumentException(
                "has a model with the unknown key '%s'; known are %s"
                    .formatted(name, String.join(", ", KEYS)));
          }
        });
    String name = part("name");
    if (name.equals(Settings.EXTRACTIVE)) {
      throw new IllegalArgumentException(
          "must not name a model 'extractive'; that is the built-in answerer");
    }
    return new ChatModelConfig(
        name,
        url(part("base_url")),
        apiKey(name),
        part("model"),
        item.hasNonNull("context_tokens")
            ? Readers.integer(ChatModelSettings.MIN_CONTEXT_TOKENS, MAX_CONTEXT_TOKENS)
                .read(item.get("context_tokens"), environment)
            : ChatModelSettings.DEFAULT_CONTEXT_TOKENS,
        tokenizer(name),
        item.hasNonNull("reads_restricted")
            && Readers.yesOrNo(item.get("reads_restricted"), environment),
        price(name));
  }

  private @Nullable Price price(String name) {
    if (!item.hasNonNull("price")) {
      return null;
    }
    JsonNode written = item.get("price");
    if (written.size() != 2
        || !written.path("input").isNumber()
        || !written.path("output").isNumber()
        || written.get("input").doubleValue() < 0
        || written.get("output").doubleValue() < 0) {
      throw new IllegalArgumentException(
          "has for model '%s' the price %s; it must be what a million tokens cost, such as {input: 0.15, output: 0.6}"
              .formatted(name, written));
    }
    return new Price(written.get("input").doubleValue(), written.get("output").doubleValue());
  }

  private String part(String key) {
    if (!item.hasNonNull(key)) {
      throw new IllegalArgumentException("has a model without '" + key + "'");
    }
    return Readers.text(item.get(key), environment);
  }

  private static URI url(String text) {
    try {
      URI url = new URI(text);
      if (url.getHost() != null
          && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
        return url;
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("has a base_url that is no http address: " + text, e);
    }
    throw new IllegalArgumentException("has a base_url that is no http address: " + text);
  }

  private @Nullable String apiKey(String name) {
    if (item.hasNonNull("api_key")) {
      return Readers.text(item.get("api_key"), environment);
    }
    if (!item.hasNonNull("api_key_env")) {
      return null;
    }
    String variable = Readers.text(item.get("api_key_env"), environment);
    String value = environment.variables().get(variable);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          "takes the key of model '%s' from the environment variable %s, which is not set"
              .formatted(name, variable));
    }
    return value;
  }

  private ChatModelConfig.@Nullable Tokenizer tokenizer(String name) {
    if (!item.hasNonNull("tokenizer")) {
      return null;
    }
    String written = Readers.text(item.get("tokenizer"), environment);
    if (TokenCounters.ofEncoding(written).isPresent()) {
      return new ChatModelConfig.Tokenizer.Encoding(written);
    }
    var file = Readers.path(item.get("tokenizer"), environment);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "has for model '%s' the tokenizer '%s', which is neither a tokenizer.json nor one of %s"
              .formatted(name, written, TokenCounters.encodings()));
    }
    return new ChatModelConfig.Tokenizer.File(file);
  }
}
