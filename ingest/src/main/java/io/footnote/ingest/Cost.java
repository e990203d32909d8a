package io.footnote.ingest;

import io.footnote.embed.Embedding;
import io.footnote.ingest.EmbeddingBatches.Embedded;
import java.util.List;

/**
 * What vectors have cost.
 *
 * @param embedded passages that went through the model
 * @param tokens tokens the model read
 * @param truncated passages longer than the model reads
 */
record Cost(long chunks, long embedded, long tokens, long truncated) {
  static final Cost NONE = new Cost(0, 0, 0, 0);

  /** Of the embeddings {@code from} to {@code to} of a batch. */
  static Cost of(Embedded batch, int from, int to) {
    List<Embedding> embeddings = batch.embeddings().subList(from, to);
    long tokens = 0;
    long truncated = 0;
    for (Embedding embedding : embeddings) {
      tokens += embedding.tokens();
      truncated += embedding.truncated() ? 1 : 0;
    }
    int size = batch.embeddings().size();
    if (size == 0) {
      return NONE;
    }
    // Which of a batch were known is not said; a share of them is, and the shares of a batch's
    // parts add up to the whole.
    long embedded = share(batch, to) - share(batch, from);
    long read = embeddings.isEmpty() ? 0 : tokens * batch.fromModel() / size;
    return new Cost(embeddings.size(), embedded, read, truncated);
  }

  private static long share(Embedded batch, int end) {
    return (long) batch.fromModel() * end / batch.embeddings().size();
  }

  Cost plus(Cost more) {
    return new Cost(
        chunks + more.chunks,
        embedded + more.embedded,
        tokens + more.tokens,
        truncated + more.truncated);
  }
}
