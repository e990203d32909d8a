package io.footnote.embed.onnx;

import io.footnote.embed.EmbeddingException;
import java.nio.file.Path;
import java.util.List;

/**
 * How a cross-encoder is used. Read from {@code footnote-model.yaml}, where both keys are optional.
 *
 * @param name for people; the folder's name if nothing else is said
 * @param maxTokens tokens read of a query and a passage together, special tokens included
 */
record CrossEncoderSettings(String name, int maxTokens) {
  /** What the common cross-encoders are built for. */
  static final int DEFAULT_MAX_TOKENS = 512;

  /** Room for the special tokens and a few words of each text. */
  private static final int FEWEST_TOKENS = 16;

  CrossEncoderSettings {
    if (maxTokens < FEWEST_TOKENS) {
      throw new IllegalArgumentException(
          "max_tokens must be at least %d, but got: %d".formatted(FEWEST_TOKENS, maxTokens));
    }
  }

  static CrossEncoderSettings read(Path folder) {
    SettingsYaml yaml = SettingsYaml.read(folder, List.of("max_tokens", "name"));
    try {
      return new CrossEncoderSettings(
          yaml.text("name", SettingsYaml.nameOf(folder)),
          yaml.number("max_tokens", DEFAULT_MAX_TOKENS));
    } catch (IllegalArgumentException e) {
      throw new EmbeddingException(yaml.file() + ": " + e.getMessage(), e);
    }
  }

  /** Everything that determines a score, the name left out, in a form to be hashed. */
  String fingerprint() {
    return "cross-encoder\nmax_tokens=" + maxTokens;
  }
}
