package io.footnote.embed.onnx;

import java.util.Arrays;

/**
 * A query and a passage as one sequence, as a tokenizer makes it of a pair.
 *
 * @param ids token ids, special tokens included
 * @param types the segment of each token, as the model was trained with
 * @param origins which text each token is of: {@link #QUERY}, {@link #PASSAGE}, or another number
 *     for special tokens
 */
@SuppressWarnings("ArrayRecordComponent") // handed from one step to the next, never compared
record PairTokens(long[] ids, long[] types, long[] origins) {
  static final long QUERY = 0;
  static final long PASSAGE = 1;

  /** The passage gives way to the query, but keeps this part of the room. */
  private static final int PASSAGE_KEEPS_ONE_OF = 4;

  /**
   * This pair in at most {@code maxTokens}. The end of the passage is cut off first; a query that
   * would leave it less than a quarter of the room is cut too.
   */
  PairTokens cutTo(int maxTokens) {
    int excess = ids.length - maxTokens;
    if (excess <= 0) {
      return this;
    }
    int passage = count(PASSAGE);
    int query = count(QUERY);
    int room = query + passage - excess;
    int keptOfPassage = Math.min(passage, Math.max(room - query, room / PASSAGE_KEEPS_ONE_OF));
    return cut(room - keptOfPassage, keptOfPassage);
  }

  private int count(long origin) {
    return (int) Arrays.stream(origins).filter(of -> of == origin).count();
  }

  private PairTokens cut(int keptOfQuery, int keptOfPassage) {
    int kept = 0;
    int[] positions = new int[ids.length];
    int[] left = {keptOfQuery, keptOfPassage};
    for (int i = 0; i < ids.length; i++) {
      boolean special = origins[i] != QUERY && origins[i] != PASSAGE;
      if (special || left[(int) origins[i]]-- > 0) {
        positions[kept++] = i;
      }
    }
    int[] chosen = Arrays.copyOf(positions, kept);
    return new PairTokens(pick(ids, chosen), pick(types, chosen), pick(origins, chosen));
  }

  private static long[] pick(long[] values, int[] positions) {
    return Arrays.stream(positions).mapToLong(i -> values[i]).toArray();
  }
}
