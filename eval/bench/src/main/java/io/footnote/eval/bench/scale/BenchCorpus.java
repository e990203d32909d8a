package io.footnote.eval.bench.scale;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.footnote.embed.Embedder;
import io.footnote.embed.onnx.EmbeddingModels;
import io.footnote.embed.onnx.ModelLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A folder with everything that the engines are built from and measured with: seeds, the vector of
 * each chunk, real questions and their vectors. Chunks are numbered by slot; {@value
 * #CHUNKS_OF_DOCUMENT} in a row are a document.
 */
final class BenchCorpus implements AutoCloseable {
  static final int CHUNKS_OF_DOCUMENT = 10;

  /** Policies by which documents are spread; document {@code d} has policy {@code 1 + d % 1000}. */
  static final int POLICIES = 1000;

  private static final int QUERIES = 300;

  private final Path folder;
  private final ChunkMaker maker;
  private final VectorFile vectors;
  private final List<String> questions;
  private final List<float[]> questionVectors;

  private BenchCorpus(
      Path folder,
      ChunkMaker maker,
      VectorFile vectors,
      List<String> questions,
      List<float[]> questionVectors) {
    this.folder = folder;
    this.maker = maker;
    this.vectors = vectors;
    this.questions = questions;
    this.questionVectors = questionVectors;
  }

  /** Makes the folder's files and prints how well distances match. */
  static void prepare(Path folder, int chunks, Path collections, List<Path> dataFolders)
      throws IOException {
    Files.createDirectories(folder);
    SeedChunks seeds = SeedChunks.ofDataFolders(dataFolders);
    seeds.write(folder.resolve("seeds.bin"));
    writeQuestions(folder, questions(collections));
    ChunkMaker maker = ChunkMaker.calibrated(seeds, chunks);
    Properties properties = new Properties();
    properties.setProperty("spread", Double.toString(maker.spread()));
    try (var out = Files.newOutputStream(folder.resolve("corpus.properties"))) {
      properties.store(out, null);
    }
    try (VectorFile vectors =
        VectorFile.create(folder.resolve("vectors.f32"), chunks, seeds.dimension())) {
      IntStream.range(0, chunks)
          .parallel()
          .forEach(slot -> vectors.write(slot, maker.vector(slot, 0)));
      printDistances(seeds, maker, vectors);
    }
  }

  static BenchCorpus open(Path folder) throws IOException {
    SeedChunks seeds = SeedChunks.read(folder.resolve("seeds.bin"));
    Properties properties = new Properties();
    try (var in = Files.newInputStream(folder.resolve("corpus.properties"))) {
      properties.load(in);
    }
    List<String> questions = Files.readAllLines(folder.resolve("questions.txt"));
    try (VectorFile file = VectorFile.open(folder.resolve("questions.f32"), seeds.dimension())) {
      List<float[]> questionVectors =
          IntStream.range(0, file.size()).mapToObj(file::vector).toList();
      return new BenchCorpus(
          folder,
          ChunkMaker.of(seeds, Double.parseDouble(properties.getProperty("spread"))),
          VectorFile.open(folder.resolve("vectors.f32"), seeds.dimension()),
          questions,
          questionVectors);
    }
  }

  Path folder() {
    return folder;
  }

  int size() {
    return vectors.size();
  }

  int documents() {
    return size() / CHUNKS_OF_DOCUMENT;
  }

  VectorFile vectors() {
    return vectors;
  }

  String text(int slot, int version) {
    return maker.text(slot, version);
  }

  /** Gives a slot the vector of another version. */
  void change(int slot, int version) {
    vectors.write(slot, maker.vector(slot, version));
  }

  List<String> questions() {
    return questions;
  }

  List<float[]> questionVectors() {
    return questionVectors;
  }

  static int policy(int slot) {
    return 1 + slot / CHUNKS_OF_DOCUMENT % POLICIES;
  }

  /**
   * For each question the ten nearest of the first {@code size} slots whose policy is at most
   * {@code lastPolicy}.
   */
  List<int[]> truth(int lastPolicy, int size) {
    return ExactSearch.nearest(
            vectors, questionVectors, 10, slot -> slot < size && policy(slot) <= lastPolicy)
        .stream()
        .map(NearestHeap::slots)
        .toList();
  }

  @Override
  public void close() {
    vectors.close();
  }

  private static List<String> questions(Path collections) throws IOException {
    List<String> all = new ArrayList<>();
    ObjectMapper json = new ObjectMapper();
    try (Stream<Path> folders = Files.list(collections)) {
      for (Path folder : folders.sorted().toList()) {
        Path file = folder.resolve("queries.jsonl");
        if (Files.exists(file)) {
          for (String line : Files.readAllLines(file)) {
            all.add(json.readTree(line).path("text").asText().replaceAll("\\s+", " ").strip());
          }
        }
      }
    }
    if (all.isEmpty()) {
      throw new IllegalArgumentException(collections + " has no folder with a queries.jsonl");
    }
    int take = Math.min(QUERIES, all.size());
    return IntStream.range(0, take)
        .mapToObj(i -> all.get((int) ((long) all.size() * i / take)))
        .toList();
  }

  private static void writeQuestions(Path folder, List<String> questions) throws IOException {
    Files.write(folder.resolve("questions.txt"), questions);
    Path cache = Path.of(System.getProperty("java.io.tmpdir"), "footnote-bench-models");
    try (Embedder embedder = EmbeddingModels.open(ModelLocation.bundled(), cache, 1);
        VectorFile file =
            VectorFile.create(
                folder.resolve("questions.f32"), questions.size(), embedder.model().dimension())) {
      for (int i = 0; i < questions.size(); i++) {
        file.write(i, embedder.embedQuery(questions.get(i)).vector());
      }
    }
  }

  private static void printDistances(SeedChunks seeds, ChunkMaker maker, VectorFile vectors) {
    List<float[]> sample =
        IntStream.range(0, 200)
            .mapToObj(i -> vectors.vector((int) ((long) vectors.size() * i / 200)))
            .toList();
    double[] made =
        ExactSearch.nearest(vectors, sample, 2, _ -> true).stream()
            .mapToDouble(heap -> heap.scores()[1])
            .sorted()
            .toArray();
    System.out.printf(
        Locale.ROOT,
        "%d chunks from %d real ones, spread %.3f; cosine of nearest neighbours (deciles)%n",
        vectors.size(),
        seeds.size(),
        maker.spread());
    System.out.println("  real " + deciles(maker.seedCosines()));
    System.out.println("  made " + deciles(made));
  }

  private static String deciles(double[] ascending) {
    StringBuilder line = new StringBuilder();
    for (int tenth = 1; tenth <= 9; tenth++) {
      line.append(
          String.format(Locale.ROOT, " %.3f", ascending[ascending.length * tenth / 10]));
    }
    return line.toString();
  }
}
