package io.footnote.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.index.ChunkIndex;
import io.footnote.index.ReadView;
import io.footnote.index.model.Candidate;
import io.footnote.index.model.CandidateRequest;
import io.footnote.index.model.ChunkRecord;
import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.EmbeddedChunk;
import io.footnote.index.model.Manifest;
import io.footnote.index.model.PolicyIds;
import io.footnote.index.model.Principal;
import io.footnote.index.model.SearchMode;
import io.footnote.index.model.Span;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scores are the same bits in a process that has just started and in one that has compiled
 * everything: sums in vector registers or in another order would differ in the last digits.
 */
class ScoreBitsTest {
  private static final int DIMENSION = 384;
  private static final int DOCUMENTS = 100;
  private static final int QUERIES = 5;
  private static final int WARM_ROUNDS = 2000;
  private static final Manifest MANIFEST =
      LuceneIndexes.manifest("random", "0123456789abcdef", DIMENSION, "whole-1");

  @TempDir Path folder;

  /** Prints the scores of all queries; run without a compiler. */
  static final class Cold {
    private Cold() {}

    @SuppressWarnings("SystemOut") // read by the test
    public static void main(String[] args) {
      try (LuceneIndexes indexes = new LuceneIndexes();
          ChunkIndex index =
              indexes.openReadOnly(Path.of(args[0]), MANIFEST, _ -> PolicyIds.everything())) {
        for (int query = 0; query < QUERIES; query++) {
          scores(index, Long.parseLong(args[1]), query).forEach(System.out::println);
        }
      }
    }
  }

  @Test
  void areTheSameColdAndWarm() throws Exception {
    long seed = Long.getLong("footnote.test.seed", System.nanoTime());
    System.err.println("ScoreBitsTest seed " + seed);
    try (LuceneIndexes indexes = new LuceneIndexes();
        ChunkIndex index = indexes.open(folder, MANIFEST, _ -> PolicyIds.everything())) {
      Random random = new Random(seed);
      for (int i = 0; i < DOCUMENTS; i++) {
        put(index, "d%03d".formatted(i), random);
      }
      index.commit();
      List<String> cold = inAFreshProcess(seed);
      assertThat(cold).hasSize(QUERIES * DOCUMENTS);
      List<String> first = all(index, seed);
      assertThat(first).as("seed %d, cold", seed).isEqualTo(cold);
      for (int round = 0; round < WARM_ROUNDS; round++) {
        int query = round % QUERIES;
        assertThat(scores(index, seed, query))
            .as("seed %d, round %d", seed, round)
            .isEqualTo(first.subList(query * DOCUMENTS, (query + 1) * DOCUMENTS));
      }
    }
  }

  private List<String> inAFreshProcess(long seed) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xint",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Cold.class.getName(),
                folder.toString(),
                Long.toString(seed))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader lines = process.inputReader()) {
      return lines.lines().toList();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static List<String> all(ChunkIndex index, long seed) {
    List<String> all = new ArrayList<>();
    for (int query = 0; query < QUERIES; query++) {
      all.addAll(scores(index, seed, query));
    }
    return all;
  }

  /** Chunk id and the bits of both scores of every chunk. */
  private static List<String> scores(ChunkIndex index, long seed, int query) {
    float[] vector = unit(new Random(seed + 1 + query));
    String text = "alpha w%d w%d".formatted(query, query + 3);
    try (ReadView view = index.lease(Principal.operator("op"))) {
      return view
          .candidates(new CandidateRequest(text, vector, SearchMode.HYBRID, null, DOCUMENTS))
          .stream()
          .map(ScoreBitsTest::bits)
          .toList();
    }
  }

  private static String bits(Candidate candidate) {
    return "%s %x %x"
        .formatted(
            candidate.chunkId(),
            Double.doubleToRawLongBits(candidate.semanticScore()),
            Double.doubleToRawLongBits(candidate.lexicalScore()));
  }

  private static void put(ChunkIndex index, String id, Random random) {
    String text = "alpha w%d w%d".formatted(random.nextInt(10), random.nextInt(10));
    ChunkRecord chunk =
        new ChunkRecord(
            ChunkRecord.id(id, 0), id, 0, new Span(0, text.length()), 0, 0, List.of(), "", text);
    DocumentRecord document =
        new DocumentRecord(
            id,
            id,
            id,
            "text/plain",
            text.length(),
            null,
            "c",
            "i",
            "en",
            Map.of(),
            0,
            null,
            1,
            text.length(),
            0,
            Instant.EPOCH,
            null);
    index.replace(document, List.of(new EmbeddedChunk(chunk, unit(random))));
  }

  private static float[] unit(Random random) {
    float[] vector = new float[DIMENSION];
    double squares = 0;
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) random.nextGaussian();
      squares += (double) vector[i] * vector[i];
    }
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] /= (float) Math.sqrt(squares);
    }
    return vector;
  }
}
