package io.footnote.serve.engine.calibrate;

import io.footnote.embed.Embedder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An embedder and what its cosines mean, measured by the first use that asks. Thread-safe. */
public final class ScaledEmbedder {
  private final Supplier<Embedder> embedder;
  private volatile @Nullable CosineScale scale;

  /**
   * @param embedder asked when something is embedded and not before
   */
  public ScaledEmbedder(Supplier<Embedder> embedder) {
    this.embedder = embedder;
  }

  public Embedder embedder() {
    return embedder.get();
  }

  /** Measured once; two threads that measure at once find the same. */
  public CosineScale scale() {
    CosineScale measured = scale;
    if (measured == null) {
      measured = CosineScale.of(embedder.get());
      scale = measured;
    }
    return measured;
  }
}
