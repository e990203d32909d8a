package io.footnote.embed;

import io.footnote.embed.onnx.TinyModels;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class TinyOnnxEmbedderTest extends EmbedderContract {
  @TempDir Path folder;

  @Override
  protected Embedder open() {
    return TinyModels.open(folder.resolve("tiny-minilm"), 2);
  }
}
