package io.footnote.eval.bench.scale;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.lucene.util.VectorUtil;

/**
 * Makes any number of chunks that are distributed like real ones.
 *
 * <p>A made vector is a real one plus noise in the directions in which its {@link #NEIGHBOURS}
 * nearest real neighbours lie: {@code seed + spread / sqrt(K) * sum(g_k * (neighbour_k - seed))}
 * with standard normal {@code g_k}, scaled to unit length. So clusters stay clusters, and the noise
 * has few dimensions, as real vectors have; equal noise in all 384 would put all made vectors of a
 * seed at the same distance from each other. {@link #calibrated} chooses the spread such that the
 * median cosine between nearest neighbours is that of the real vectors. A made text has the length
 * of the seed's and consists of its sentences and those of two neighbours.
 *
 * <p>The same slot and version always give the same chunk. Thread-safe.
 */
final class ChunkMaker {
  static final int NEIGHBOURS = 32;

  /** A prime, so that consecutive slots differ in topic and every seed is used as often. */
  private static final long STRIDE = 7_368_787;

  private final SeedChunks seeds;
  private final SeedNeighbours neighbours;
  private final String[][] sentences;
  private final double spread;

  private ChunkMaker(
      SeedChunks seeds, SeedNeighbours neighbours, String[][] sentences, double spread) {
    this.seeds = seeds;
    this.neighbours = neighbours;
    this.sentences = sentences;
    this.spread = spread;
  }

  static ChunkMaker of(SeedChunks seeds, double spread) {
    String[][] sentences =
        seeds.texts().stream()
            .map(text -> text.split("(?<=[.;!?])\\s+|\\n+"))
            .toArray(String[][]::new);
    return new ChunkMaker(seeds, new SeedNeighbours(seeds, NEIGHBOURS), sentences, spread);
  }

  /** With the spread at which {@code size} made vectors are as near to each other as real ones. */
  static ChunkMaker calibrated(SeedChunks seeds, int size) {
    ChunkMaker any = of(seeds, 1);
    double wanted = any.seedCosines()[seeds.size() / 2];
    double low = 0;
    double high = 4;
    for (int step = 0; step < 10; step++) {
      double middle = (low + high) / 2;
      double[] made = any.withSpread(middle).madeCosines(size);
      if (made[made.length / 2] > wanted) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return any.withSpread((low + high) / 2);
  }

  double spread() {
    return spread;
  }

  int dimension() {
    return seeds.dimension();
  }

  float[] vector(int slot, int version) {
    int seed = seed(slot);
    SplittableRandom random = random(slot, version);
    float[] start = seeds.vectors()[seed];
    float[] made = start.clone();
    double scale = spread / Math.sqrt(NEIGHBOURS);
    for (int neighbour : neighbours.of(seed)) {
      float[] other = seeds.vectors()[neighbour];
      float weight = (float) (scale * random.nextGaussian());
      for (int i = 0; i < made.length; i++) {
        made[i] += weight * (other[i] - start[i]);
      }
    }
    return VectorUtil.l2normalize(made);
  }

  String text(int slot, int version) {
    int seed = seed(slot);
    SplittableRandom random = random(slot, ~version);
    int[] near = neighbours.of(seed);
    List<String[]> pool =
        List.of(
            sentences[seed],
            sentences[seed],
            sentences[near[random.nextInt(near.length)]],
            sentences[near[random.nextInt(near.length)]]);
    int length = seeds.texts().get(seed).length();
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      String[] from = pool.get(random.nextInt(pool.size()));
      if (!text.isEmpty()) {
        text.append(' ');
      }
      text.append(from[random.nextInt(from.length)]);
    }
    return text.toString();
  }

  /** The cosine of each seed and its nearest other seed, ascending. */
  double[] seedCosines() {
    double[] cosines = new double[seeds.size()];
    for (int i = 0; i < cosines.length; i++) {
      cosines[i] = VectorUtil.dotProduct(seeds.vectors()[i], seeds.vectors()[neighbours.of(i)[0]]);
    }
    Arrays.sort(cosines);
    return cosines;
  }

  private ChunkMaker withSpread(double other) {
    return new ChunkMaker(seeds, neighbours, sentences, other);
  }

  /**
   * Cosines between a sample of made vectors and the nearest among those made of the same seed and
   * its neighbours, ascending.
   */
  private double[] madeCosines(int size) {
    int samples = 64;
    double[] cosines = new double[samples];
    for (int i = 0; i < samples; i++) {
      int slot = (int) ((long) size * i / samples);
      float[] vector = vector(slot, 0);
      int seed = seed(slot);
      double best = -1;
      for (int near : withItself(seed)) {
        // Walks the slots of one seed: they are as many apart as there are seeds.
        for (long other = firstSlot(near); other < size; other += seeds.size()) {
          if (other != slot) {
            best = Math.max(best, VectorUtil.dotProduct(vector, vector((int) other, 0)));
          }
        }
      }
      cosines[i] = best;
    }
    Arrays.sort(cosines);
    return cosines;
  }

  private int[] withItself(int seed) {
    int[] near = Arrays.copyOf(neighbours.of(seed), NEIGHBOURS / 4 + 1);
    near[NEIGHBOURS / 4] = seed;
    return near;
  }

  private int seed(int slot) {
    return (int) (slot * STRIDE % seeds.size());
  }

  private long firstSlot(int seed) {
    long inverse =
        BigInteger.valueOf(STRIDE).modInverse(BigInteger.valueOf(seeds.size())).longValueExact();
    return seed * inverse % seeds.size();
  }

  private static SplittableRandom random(int slot, int version) {
    return new SplittableRandom(slot * 0x9E3779B97F4A7C15L + version);
  }
}
