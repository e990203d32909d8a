package io.footnote.embed.onnx;

import io.footnote.embed.EmbeddingException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads {@code footnote-model.yaml} of a model folder. Every key is optional; what is missing comes
 * from the preset, which is named by {@code preset} or guessed from the folder's name.
 */
final class ModelSettingsFile {
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

  private final SettingsYaml yaml;

  private ModelSettingsFile(SettingsYaml yaml) {
    this.yaml = yaml;
  }

  static ModelSettings read(Path folder) {
    return new ModelSettingsFile(SettingsYaml.read(folder, KEYS)).settings(folder);
  }

  private ModelSettings settings(Path folder) {
    String folderName = SettingsYaml.nameOf(folder);
    Optional<ModelSettings> preset = preset(folderName).map(found -> found.settings(folderName));
    Optional<Pooling> pooling = pooling().or(() -> preset.map(ModelSettings::pooling));
    if (pooling.isEmpty()) {
      throw new EmbeddingException(
          "how the model in %s pools its tokens is unknown, since its folder name matches no preset; write \"preset: …\" (one of %s) or \"pooling: …\" (one of cls, mean, last, model) into %s"
              .formatted(folder, ModelPreset.keys(), yaml.file()));
    }
    try {
      return new ModelSettings(
          yaml.text("name", folderName),
          pooling.get(),
          yaml.flag("normalize", true),
          yaml.text("query_prefix", preset.map(ModelSettings::queryPrefix).orElse("")),
          yaml.text("passage_prefix", preset.map(ModelSettings::passagePrefix).orElse("")),
          yaml.number(
              "max_tokens",
              preset.map(ModelSettings::maxTokens).orElse(ModelSettings.DEFAULT_MAX_TOKENS)),
          yaml.has("dimension") ? yaml.positive("dimension") : 0);
    } catch (IllegalArgumentException e) {
      throw new EmbeddingException(yaml.file() + ": " + e.getMessage(), e);
    }
  }

  private Optional<ModelPreset> preset(String folderName) {
    if (!yaml.has("preset")) {
      return ModelPreset.guess(folderName);
    }
    String key = yaml.text("preset", "");
    return Optional.of(
        ModelPreset.ofKey(key.toLowerCase(Locale.ROOT))
            .orElseThrow(() -> yaml.wrong("preset", "one of " + ModelPreset.keys(), key)));
  }

  private Optional<Pooling> pooling() {
    if (!yaml.has("pooling")) {
      return Optional.empty();
    }
    String key = yaml.text("pooling", "");
    return switch (key.toLowerCase(Locale.ROOT)) {
      case "cls" -> Optional.of(Pooling.CLS);
      case "mean" -> Optional.of(Pooling.MEAN);
      case "last" -> Optional.of(Pooling.LAST);
      case "model" -> Optional.of(Pooling.MODEL);
      default -> throw yaml.wrong("pooling", "one of cls, mean, last, model", key);
    };
  }
}
