package io.footnote.embed.onnx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.footnote.embed.EmbeddingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * {@code footnote-model.yaml} of a model folder, read strictly. A folder without one has an empty
 * one.
 */
record SettingsYaml(Path file, JsonNode root) {
  static final String FILE_NAME = "footnote-model.yaml";

  /**
   * @param keys all that the file may hold
   * @throws EmbeddingException if it is no YAML of keys and values, or holds other keys
   */
  static SettingsYaml read(Path folder, List<String> keys) {
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
          file + " must hold keys and values, such as \"max_tokens: 512\", but holds: " + root);
    }
    SettingsYaml yaml = new SettingsYaml(file, root);
    yaml.refuseOthers(keys);
    return yaml;
  }

  /** The folder's own name: what a model is called if nothing says otherwise. */
  static String nameOf(Path folder) {
    return Optional.ofNullable(folder.toAbsolutePath().normalize().getFileName())
        .map(Path::toString)
        .orElse("model");
  }

  boolean has(String key) {
    return root.has(key);
  }

  String text(String key, String fallback) {
    JsonNode value = root.get(key);
    if (value == null) {
      return fallback;
    }
    if (!value.isTextual()) {
      throw wrong(key, "a text", value);
    }
    return value.textValue();
  }

  boolean flag(String key, boolean fallback) {
    JsonNode value = root.get(key);
    if (value == null) {
      return fallback;
    }
    if (!value.isBoolean()) {
      throw wrong(key, "true or false", value);
    }
    return value.booleanValue();
  }

  int number(String key, int fallback) {
    JsonNode value = root.get(key);
    if (value == null) {
      return fallback;
    }
    if (!value.isInt()) {
      throw wrong(key, "a whole number", value);
    }
    return value.intValue();
  }

  int positive(String key) {
    int value = number(key, 0);
    if (value < 1) {
      throw wrong(key, "at least 1", value);
    }
    return value;
  }

  private void refuseOthers(List<String> keys) {
    Set<String> unknown = new TreeSet<>();
    root.fieldNames().forEachRemaining(unknown::add);
    keys.forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw new EmbeddingException(
          "%s has unknown keys: %s; allowed are: %s"
              .formatted(file, String.join(", ", unknown), String.join(", ", keys)));
    }
  }

  EmbeddingException wrong(String key, String expected, @Nullable Object got) {
    return new EmbeddingException(
        "%s: %s must be %s, but got: %s".formatted(file, key, expected, got));
  }
}
