package io.footnote.index;

import io.footnote.index.model.ChunkRecord;
import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.EmbeddedChunk;
import io.footnote.index.model.MetadataValue;
import io.footnote.index.model.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes small documents whose vectors follow from their words. */
public record SampleDocuments(
    String id,
    List<String> texts,
    String context,
    String language,
    long policyId,
    @Nullable String parentId,
    Map<String, List<MetadataValue>> metadata) {
  public static final int DIMENSION = 16;

  public static SampleDocuments document(String id, String... texts) {
    return new SampleDocuments(id, List.of(texts), "", "en", 0, null, Map.of());
  }

  public SampleDocuments context(String value) {
    return new SampleDocuments(id, texts, value, language, policyId, parentId, metadata);
  }

  public SampleDocuments language(String value) {
    return new SampleDocuments(id, texts, context, value, policyId, parentId, metadata);
  }

  public SampleDocuments policy(long value) {
    return new SampleDocuments(id, texts, context, language, value, parentId, metadata);
  }

  public SampleDocuments parent(String value) {
    return new SampleDocuments(id, texts, context, language, policyId, value, metadata);
  }

  public SampleDocuments meta(String key, MetadataValue... values) {
    Map<String, List<MetadataValue>> copy = new TreeMap<>(metadata);
    copy.put(key, List.of(values));
    return new SampleDocuments(id, texts, context, language, policyId, parentId, copy);
  }

  public DocumentRecord record() {
    return new DocumentRecord(
        id,
        "/docs/" + id,
        "Title of " + id,
        "text/plain",
        texts.stream().mapToInt(String::length).sum(),
        Instant.parse("2024-05-01T00:00:00Z"),
        "content-" + id,
        "input-" + id,
        language,
        metadata,
        policyId,
        parentId,
        texts.size(),
        texts.stream().mapToInt(String::length).sum(),
        1,
        Instant.parse("2025-01-02T03:04:05.678Z"),
            null);
  }

  public List<EmbeddedChunk> chunks() {
    List<EmbeddedChunk> chunks = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      ChunkRecord chunk =
          new ChunkRecord(
              ChunkRecord.id(id, i),
              id,
              i,
              new Span(start, start + text.length()),
              1,
              1,
              List.of("Heading of " + id),
              context,
              text);
      chunks.add(new EmbeddedChunk(chunk, vector(chunk.embeddingInput())));
      start += text.length();
    }
    return chunks;
  }

  public void putInto(ChunkIndex index) {
    index.replace(record(), chunks());
  }

  /** The same text gives the same unit vector; texts that share words are close. */
  public static float[] vector(String text) {
    float[] vector = new float[DIMENSION];
    for (String word : text.toLowerCase(Locale.ROOT).split("\\W+", -1)) {
      long state = word.hashCode() * 0x9E3779B97F4A7C15L + 1;
      for (int i = 0; i < DIMENSION; i++) {
        state ^= state << 13;
        state ^= state >>> 7;
        state ^= state << 17;
        vector[i] += (float) (state >> 40) / (1 << 23);
      }
    }
    double squares = 0;
    for (float x : vector) {
      squares += x * x;
    }
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] /= (float) Math.sqrt(squares);
    }
    return vector;
  }
}
