package io.footnote.serve.engine.memory;

import io.footnote.serve.engine.calibrate.ScaledEmbedder;
import io.footnote.serve.engine.model.CancelledException;
import io.footnote.serve.engine.model.MemoryItem;
import io.footnote.serve.engine.state.StateDatabase;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Vectors of facts, kept beside them: made when a fact is added, and again by the first question
 * after a change of the model. Thread-safe.
 */
final class FactVectors {
  private final StateDatabase database;
  private final ScaledEmbedder model;

  FactVectors(StateDatabase database, ScaledEmbedder model) {
    this.database = database;
    this.model = model;
  }

  /** One of each fact, in the same order. */
  List<float[]> of(List<MemoryItem> facts) {
    String hash = model.embedder().model().contentHash();
    List<String> ids = facts.stream().map(MemoryItem::memoryId).toList();
    Map<String, String> stored =
        database.transact(handle -> new MemoryTables(handle).vectors(hash, ids));
    List<float[]> vectors = new ArrayList<>();
    for (MemoryItem fact : facts) {
      CancelledException.throwIfInterrupted();
      String written = stored.get(fact.memoryId());
      vectors.add(written == null ? embed(fact, hash) : read(written));
    }
    return vectors;
  }

  private float[] embed(MemoryItem fact, String hash) {
    float[] vector = model.embedder().embedPassagesNow(List.of(fact.text())).getFirst().vector();
    boolean _ =
        database.transact(handle -> {
          new MemoryTables(handle).saveVector(fact.memoryId(), hash, write(vector));
          return true;
        });
    return vector;
  }

  private static String write(float[] vector) {
    ByteBuffer bytes =
        ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  private static float[] read(String written) {
    ByteBuffer bytes =
        ByteBuffer.wrap(Base64.getDecoder().decode(written)).order(ByteOrder.LITTLE_ENDIAN);
    float[] vector = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(vector);
    return vector;
  }
}
