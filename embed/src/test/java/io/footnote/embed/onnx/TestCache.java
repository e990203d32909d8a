package io.footnote.embed.onnx;

import java.nio.file.Path;

/** The cache folder that tests share, so that libraries are unpacked once for a build. */
final class TestCache {
  static final Path FOLDER = Path.of("target", "model-cache").toAbsolutePath();

  private TestCache() {}
}
