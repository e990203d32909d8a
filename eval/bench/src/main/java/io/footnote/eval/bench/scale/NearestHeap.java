package io.footnote.eval.bench.scale;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Keeps the {@code k} numbers with the highest scores. Not thread-safe. */
final class NearestHeap {
  private final int[] slots;
  private final float[] scores;
  private int size;

  NearestHeap(int k) {
    slots = new int[k];
    scores = new float[k];
  }

  void offer(int slot, float score) {
    if (size == slots.length && score <= scores[size - 1]) {
      return;
    }
    int place = size == slots.length ? size - 1 : size++;
    while (place > 0 && scores[place - 1] < score) {
      scores[place] = scores[place - 1];
      slots[place] = slots[place - 1];
      place--;
    }
    scores[place] = score;
    slots[place] = slot;
  }

  void offerAll(NearestHeap other) {
    for (int i = 0; i < other.size; i++) {
      offer(other.slots[i], other.scores[i]);
    }
  }

  /** Best first. */
  int[] slots() {
    return Arrays.copyOf(slots, size);
  }

  /** Best first. */
  float[] scores() {
    return Arrays.copyOf(scores, size);
  }

  /** How many of {@code wanted} are among {@code found}, as a share of {@code wanted}. */
  static double recall(int[] wanted, int[] found) {
    int[] sorted = found.clone();
    Arrays.sort(sorted);
    return wanted.length == 0
        ? 1
        : (double)
                IntStream.of(wanted).filter(slot -> Arrays.binarySearch(sorted, slot) >= 0).count()
            / wanted.length;
  }
}
