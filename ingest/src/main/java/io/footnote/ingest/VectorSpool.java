package io.footnote.ingest;

import io.footnote.embed.Embedding;
import io.footnote.index.IndexException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Vectors on disk, written once in order and read once in order. The file goes with this object;
 * where the system allows it, it has no name from the start, so that a killed process leaves
 * nothing.
 */
final class VectorSpool implements AutoCloseable {
  private final Path folder;
  private final int dimension;
  private final FileChannel file;

  /**
   * @param folder where the file lies; made if need be
   * @param dimension floats in each vector
   */
  VectorSpool(Path folder, int dimension) {
    this.folder = folder;
    this.dimension = dimension;
    try {
      Files.createDirectories(folder);
      file =
          FileChannel.open(
              Files.createTempFile(folder, "vectors-", ".tmp"),
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  void add(List<Embedding> embeddings) {
    ByteBuffer bytes = buffer(embeddings.size());
    embeddings.forEach(embedding -> {
      for (float x : embedding.vector()) {
        bytes.putFloat(x);
      }
    });
    bytes.flip();
    try {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Vectors {@code from} to {@code to} in the order they were added. */
  List<float[]> read(int from, int to) {
    ByteBuffer bytes = buffer(to - from);
    try {
      long start = (long) from * dimension * Float.BYTES;
      while (bytes.hasRemaining()) {
        if (file.read(bytes, start + bytes.position()) < 0) {
          throw new IllegalStateException("vectors up to " + to + " were not added");
        }
      }
    } catch (IOException e) {
      throw failed(e);
    }
    bytes.flip();
    List<float[]> vectors = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      float[] vector = new float[dimension];
      bytes.asFloatBuffer().get(vector);
      bytes.position(bytes.position() + dimension * Float.BYTES);
      vectors.add(vector);
    }
    return vectors;
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private ByteBuffer buffer(int vectors) {
    return ByteBuffer.allocate(vectors * dimension * Float.BYTES);
  }

  private IndexException failed(IOException e) {
    return new IndexException(
        "the vectors of a large document cannot be kept in %s: %s; make room there and ingest again"
            .formatted(folder, e.getMessage()),
        e);
  }
}
