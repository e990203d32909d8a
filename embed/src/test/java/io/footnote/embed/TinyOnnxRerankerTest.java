package io.footnote.embed;

import io.footnote.embed.onnx.TinyModels;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class TinyOnnxRerankerTest extends RerankerContract {
  @TempDir Path folder;

  @Override
  protected Reranker open() {
    return TinyModels.openReranker(folder.resolve("tiny-cross-encoder"), 2);
  }
}
