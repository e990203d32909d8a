package io.footnote.embed.onnx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.footnote.embed.EmbeddingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code footnote-model.yaml} of a model folder. Every key is optional; what is missing comes
 * from the preset, which is named by {@code preset} or guessed from the folder's name.
 */
final class ModelSettingsFile {
  static final String FILE_NAME = "footnote-model.yaml";

  private static final List<String> KEYS =
      List.of(
          "dimension",
          "max_tokens",
          "name",
          "normalize",
          "passage_prefix",
          "pooling",
          "preset",
          "query_prefix");

  private final Path file;
  private final JsonNode root;

  private ModelSettingsFile(Path file, JsonNode root) {
    this.file = file;
    this.root = root;
  }

  static ModelSettings read(Path folder) {
    Path file = folder.resolve(FILE_NAME);
    JsonNode root;
    try {
      root =
          Files.exists(file)
              ? new YAMLMapper().readTree(Files.readString(file))
              : new YAMLMapper().createObjectNode();
    } catch (IOException e) {
      throw new EmbeddingException(file + " cannot be read as YAML: " + e.getMessage(), e);
    }
    if (root.isMissingNode() || root.isNull()) {
      root = new YAMLMapper().createObjectNode();
    }
    if (!root.isObject()) {
      throw new EmbeddingException(
          file + " must hold keys and values, such as \"pooling: cls\", but holds: " + root);
    }
    return new ModelSettingsFile(file, root).settings(folder);
  }

  private ModelSettings settings(Path folder) {
    refuseUnknownKeys();
    String folderName =
        Optional.ofNullable(folder.toAbsolutePath().normalize().getFileName())
            .map(Path::toString)
            .orElse("model");
    Optional<ModelSettings> preset = preset(folderName).map(found -> found.settings(folderName));
    Optional<Pooling> pooling = pooling().or(() -> preset.map(ModelSettings::pooling));
    if (pooling.isEmpty()) {
      throw new EmbeddingException(
          "how the model in %s pools its tokens is unknown, since its folder name matches no preset; write \"preset: …\" (one of %s) or \"pooling: …\" (one of cls, mean, last, model) into %s"
              .formatted(folder, ModelPreset.keys(), file));
    }
    try {
      return new ModelSettings(
          text("name", folderName),
          pooling.get(),
          flag("normalize", true),
          text("query_prefix", preset.map(ModelSettings::queryPrefix).orElse("")),
          text("passage_prefix", preset.map(ModelSettings::passagePrefix).orElse("")),
          number(
              "max_tokens",
              preset.map(ModelSettings::maxTokens).orElse(ModelSettings.DEFAULT_MAX_TOKENS)),
          root.has("dimension") ? positive("dimension") : 0);
    } catch (IllegalArgumentException e) {
      throw new EmbeddingException(file + ": " + e.getMessage(), e);
    }
  }

  private void refuseUnknownKeys() {
    Set<String> unknown = new TreeSet<>();
    root.fieldNames().forEachRemaining(unknown::add);
    KEYS.forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw new EmbeddingException(
          "%s has unknown keys: %s; allowed are: %s"
              .formatted(file, String.join(", ", unknown), String.join(", ", KEYS)));
    }
  }

  private Optional<ModelPreset> preset(String folderName) {
    if (!root.has("preset")) {
      return ModelPreset.guess(folderName);
    }
    String key = text("preset", "");
    return Optional.of(
        ModelPreset.ofKey(key.toLowerCase(Locale.ROOT))
            .orElseThrow(() -> wrong("preset", "one of " + ModelPreset.keys(), key)));
  }

  private Optional<Pooling> pooling() {
    if (!root.has("pooling")) {
      return Optional.empty();
    }
    String key = text("pooling", "");
    return switch (key.toLowerCase(Locale.ROOT)) {
      case "cls" -> Optional.of(Pooling.CLS);
      case "mean" -> Optional.of(Pooling.MEAN);
      case "last" -> Optional.of(Pooling.LAST);
      case "model" -> Optional.of(Pooling.MODEL);
      default -> throw wrong("pooling", "one of cls, mean, last, model", key);
    };
  }

  private String text(String key, String fallback) {
    JsonNode value = root.get(key);
    if (value == null) {
      return fallback;
    }
    if (!value.isTextual()) {
      throw wrong(key, "a text", value);
    }
    return value.textValue();
  }

  private boolean flag(String key, boolean fallback) {
    JsonNode value = root.get(key);
    if (value == null) {
      return fallback;
    }
    if (!value.isBoolean()) {
      throw wrong(key, "true or false", value);
    }
    return value.booleanValue();
  }

  private int number(String key, int fallback) {
    JsonNode value = root.get(key);
    if (value == null) {
      return fallback;
    }
    if (!value.isInt()) {
      throw wrong(key, "a whole number", value);
    }
    return value.intValue();
  }

  private int positive(String key) {
    int value = number(key, 0);
    if (value < 1) {
      throw wrong(key, "at least 1", value);
    }
    return value;
  }

  private EmbeddingException wrong(String key, String expected, @Nullable Object got) {
    return new EmbeddingException(
        "%s: %s must be %s, but got: %s".formatted(file, key, expected, got));
  }
}
