package io.footnote.serve.engine.cite;

import io.footnote.serve.engine.calibrate.CosineScale;
import io.footnote.serve.engine.calibrate.ScaledEmbedder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How near the model puts two texts; each is embedded once. For one request on one thread. */
final class Similarity {
  private final ScaledEmbedder model;
  private final Map<String, float[]> vectors = new HashMap<>();

  Similarity(ScaledEmbedder model) {
    this.model = model;
  }

  /** As {@link CosineScale#scaled}, cut to 0 to 1. */
  double of(String a, String b) {
    return Math.clamp(model.scale().scaled(CosineScale.dot(vector(a), vector(b))), 0.0, 1.0);
  }

  private float[] vector(String text) {
    return vectors.computeIfAbsent(
        text, t -> model.embedder().embedPassagesNow(List.of(t)).getFirst().vector());
  }
}
