package io.footnote.eval.bench.scale;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Vectors of equal length in a memory-mapped file, numbered from 0. Threads may read, and write
 * different vectors, at once.
 */
final class VectorFile implements AutoCloseable {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final Arena arena = Arena.ofShared();
  private final MemorySegment floats;
  private final int dimension;

  private VectorFile(FileChannel channel, long bytes, int dimension) throws IOException {
    floats = channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, arena);
    this.dimension = dimension;
  }

  static VectorFile create(Path file, int size, int dimension) throws IOException {
    Files.deleteIfExists(file);
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      return new VectorFile(channel, (long) size * dimension * Float.BYTES, dimension);
    }
  }

  static VectorFile open(Path file, int dimension) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return new VectorFile(channel, channel.size(), dimension);
    }
  }

  int size() {
    return (int) (floats.byteSize() / Float.BYTES / dimension);
  }

  int dimension() {
    return dimension;
  }

  void read(int slot, float[] into) {
    MemorySegment.copy(floats, FLOAT, offset(slot), into, 0, dimension);
  }

  float[] vector(int slot) {
    float[] vector = new float[dimension];
    read(slot, vector);
    return vector;
  }

  void write(int slot, float[] vector) {
    MemorySegment.copy(vector, 0, floats, FLOAT, offset(slot), dimension);
  }

  private long offset(int slot) {
    return (long) slot * dimension * Float.BYTES;
  }

  @Override
  public void close() {
    arena.close();
  }
}
