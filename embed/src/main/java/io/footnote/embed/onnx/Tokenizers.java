package io.footnote.embed.onnx;

import io.footnote.embed.EmbeddingException;
import io.footnote.embed.TokenCounter;
import java.nio.file.Path;

/** Opens tokenizers by themselves, to count with. */
public final class Tokenizers {
  private Tokenizers() {}

  /**
   * Loads a HuggingFace tokenizer, which stays in memory as long as the process.
   *
   * @param file a {@code tokenizer.json}
   * @param cacheFolder as for {@link EmbeddingModels#open}
   * @throws EmbeddingException if it cannot be read
   */
  public static TokenCounter open(Path file, Path cacheFolder) {
    return TextTokenizer.load(file, Integer.MAX_VALUE, cacheFolder);
  }
}
