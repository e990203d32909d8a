package io.footnote.eval.bench.scale;

import io.footnote.index.ChunkIndex;
import io.footnote.index.ReadView;
import io.footnote.index.lucene.LuceneIndexes;
import io.footnote.index.model.ChunkRecord;
import io.footnote.index.model.DocumentPage;
import io.footnote.index.model.DocumentQuery;
import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.PolicyIds;
import io.footnote.index.model.Principal;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Real chunks: what Footnote has ingested, with the vectors its model made. Of chunks with the same
 * vector one is kept.
 *
 * @param texts what each chunk's vector was made from
 * @param vectors unit vectors, in the order of {@code texts}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SeedChunks(List<String> texts, float[][] vectors) {
  SeedChunks {
    if (texts.isEmpty() || texts.size() != vectors.length) {
      throw new IllegalArgumentException(
          "seeds need a text for each vector and at least one, but got: %d texts, %d vectors"
              .formatted(texts.size(), vectors.length));
    }
  }

  int size() {
    return vectors.length;
  }

  int dimension() {
    return vectors[0].length;
  }

  /**
   * @param dataFolders Footnote's data folders; all their collections are read
   */
  static SeedChunks ofDataFolders(List<Path> dataFolders) throws IOException {
    List<String> texts = new ArrayList<>();
    List<float[]> vectors = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    try (LuceneIndexes indexes = new LuceneIndexes()) {
      for (Path data : dataFolders) {
        for (Path folder : indexFolders(data)) {
          try (ChunkIndex index =
                  indexes.openReadOnlyWhateverMadeIt(folder, _ -> PolicyIds.everything());
              ReadView view = index.lease(Principal.operator("bench"))) {
            read(view, (text, vector) -> {
              if (seen.add(Arrays.hashCode(vector))) {
                texts.add(text);
                vectors.add(vector);
              }
            });
          }
        }
      }
    }
    return new SeedChunks(texts, vectors.toArray(float[][]::new));
  }

  private static List<Path> indexFolders(Path data) throws IOException {
    try (Stream<Path> collections = Files.list(data.resolve("collections"))) {
      return collections.map(folder -> folder.resolve("index")).sorted().toList();
    }
  }

  private static void read(ReadView view, ChunkSink sink) {
    @Nullable String cursor = null;
    do {
      DocumentPage page = view.documents(new DocumentQuery(null, cursor, DocumentQuery.MAX_LIMIT));
      for (DocumentRecord document : page.documents()) {
        List<ChunkRecord> chunks = view.chunks(document.documentId(), 0, document.chunks());
        Map<String, float[]> vectors =
            view.vectors(chunks.stream().map(ChunkRecord::chunkId).toList());
        for (ChunkRecord chunk : chunks) {
          float[] vector = vectors.get(chunk.chunkId());
          if (vector != null) {
            sink.accept(chunk.embeddingInput(), vector);
          }
        }
      }
      cursor = page.nextCursor();
    } while (cursor != null);
  }

  void write(Path file) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeInt(size());
      out.writeInt(dimension());
      for (int i = 0; i < size(); i++) {
        byte[] text = texts.get(i).getBytes(StandardCharsets.UTF_8);
        out.writeInt(text.length);
        out.write(text);
        for (float x : vectors[i]) {
          out.writeFloat(x);
        }
      }
    }
  }

  static SeedChunks read(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      int size = in.readInt();
      int dimension = in.readInt();
      List<String> texts = new ArrayList<>(size);
      float[][] vectors = new float[size][dimension];
      for (float[] vector : vectors) {
        texts.add(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
        for (int i = 0; i < dimension; i++) {
          vector[i] = in.readFloat();
        }
      }
      return new SeedChunks(texts, vectors);
    }
  }

  private interface ChunkSink {
    void accept(String text, float[] vector);
  }
}
