package io.footnote.embed.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.footnote.embed.EmbeddingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a session with the graph that ONNX Runtime optimized at an earlier start.
 *
 * <p>Optimizing the default model takes as long as all the rest of a start (80 of 170 ms); the
 * optimized graph is the same graph, so its vectors are the same bits, which a test checks. It is
 * kept in the cache folder by weights, version of ONNX Runtime and processor. The level is the
 * highest whose result does not depend on the memory layout of the processor it was made on.
 */
final class OptimizedGraph {
  private static final Logger LOGGER = LoggerFactory.getLogger(OptimizedGraph.class);

  /**
   * Larger models are optimized at each start: a second copy would fill disks (and 2 GB is a hard
   * limit of the format).
   */
  private static final long LARGEST_KEPT_BYTES = 1L << 29;

  private OptimizedGraph() {}

  static OrtSession open(
      OrtEnvironment environment, ModelFiles files, String weightsHash, Path cacheFolder)
      throws OrtException {
    if (files.weightBytes() > LARGEST_KEPT_BYTES || files.weights().size() > 1) {
      return original(environment, files.model());
    }
    Path kept =
        cacheFolder
            .toAbsolutePath()
            .resolve("graphs")
            .resolve(
                "%s-%s-%s.onnx"
                    .formatted(
                        weightsHash.substring(0, 32),
                        environment.getVersion(),
                        System.getProperty("os.arch")));
    if (Files.exists(kept)) {
      try (OrtSession.SessionOptions options = options(OptLevel.NO_OPT)) {
        return environment.createSession(kept.toString(), options);
      } catch (OrtException e) {
        LOGGER.warn(
            "The optimized graph {} is damaged and is made again: {}", kept, e.getMessage());
      }
    }
    return optimizeAndKeep(environment, files.model(), kept);
  }

  private static OrtSession optimizeAndKeep(OrtEnvironment environment, Path model, Path kept)
      throws OrtException {
    try {
      Path folder = Files.createDirectories(kept.toAbsolutePath().getParent());
      Path temporary = Files.createTempFile(folder, "optimizing", ".onnx");
      try (OrtSession.SessionOptions options = options(OptLevel.EXTENDED_OPT)) {
        options.setOptimizedModelFilePath(temporary.toString());
        OrtSession session = environment.createSession(model.toString(), options);
        JarResources.moveInto(temporary, kept);
        return session;
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new EmbeddingException("cannot keep the optimized graph " + kept + ": " + e, e);
    }
  }

  static OrtSession original(OrtEnvironment environment, Path model) throws OrtException {
    try (OrtSession.SessionOptions options = options(OptLevel.EXTENDED_OPT)) {
      return environment.createSession(model.toString(), options);
    }
  }

  /**
   * One thread to a run: as many concurrent runs as processors measured faster than one wide run.
   */
  private static OrtSession.SessionOptions options(OptLevel level) throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    options.setOptimizationLevel(level);
    // Patterns are kept for each length of input, which never ends with one text to a run.
    options.setMemoryPatternOptimization(false);
    return options;
  }
}
