package io.footnote.embed.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtEnvironment;
import io.footnote.embed.Embedding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The default model itself. */
class BundledModelTest {
  private static final String[] WORDS =
      ("reset password travel expense turbine laminar flow Ünïcode 2023 GDPR protein 42% "
              + "\uD83D\uDE00 mitochondria footnote (see §7) e-mail it's naïve 東京 permission")
          .split(" ");

  private static OnnxEmbedder embedder;

  @BeforeAll
  static void open() {
    embedder = EmbeddingModels.open(ModelLocation.bundled(), TestCache.FOLDER, 2);
  }

  @AfterAll
  static void close() {
    embedder.close();
  }

  @Test
  void isWhatTheManifestWillName() {
    assertThat(embedder.model().name()).isEqualTo("bge-small-en-v1.5-q");
    assertThat(embedder.model().dimension()).isEqualTo(384);
    assertThat(embedder.model().maxTokens()).isEqualTo(512);
    // A change of this hash makes every index out there ask to be embedded again.
    assertThat(embedder.model().contentHash())
        .isEqualTo("3aa519b313c52eedb78176eadc87e50a8f9a41ce611ef63740fb5a4f33e1d792");
  }

  @Test
  void knowsWhatBelongsTogether() {
    float[] query = embedder.embedQuery("How do I reset my password?").vector();
    List<Embedding> passages =
        embedder.embedPassages(
            List.of(
                "Steps to recover a forgotten login password",
                "The mitochondria is the powerhouse of the cell"));
    assertThat(dot(query, passages.get(0).vector())).isGreaterThan(0.75);
    assertThat(dot(query, passages.get(1).vector())).isLessThan(0.6);
  }

  @Test
  void vectorsAreBitIdenticalWhateverRunsBesideThem() throws Exception {
    long seed = Long.getLong("footnote.seed", System.nanoTime());
    System.out.println("repeat with -Dfootnote.seed=" + seed);
    Random random = new Random(seed);
    List<String> texts = new ArrayList<>();
    List<float[]> alone = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      texts.add(text(random, 1 + random.nextInt(60)));
      alone.add(embedder.embedPassages(List.of(texts.get(i))).getFirst().vector());
    }
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> calls = new ArrayList<>();
      for (int call = 0; call < 4; call++) {
        List<Integer> picked = random.ints(6, 0, texts.size()).boxed().toList();
        calls.add(
            callers.submit(() -> {
              List<Embedding> beside =
                  embedder.embedPassages(picked.stream().map(texts::get).toList());
              for (int i = 0; i < picked.size(); i++) {
                assertThat(beside.get(i).vector()).containsExactly(alone.get(picked.get(i)));
              }
            }));
        calls.add(
            callers.submit(() ->
                assertThat(embedder.embedQuery(texts.get(picked.getFirst())).vector())
                    .containsExactly(alone.get(picked.getFirst()))));
      }
      for (Future<?> call : calls) {
        call.get();
      }
    }
  }

  @Test
  void theGraphThatWasKeptGivesTheSameBitsAsTheOriginal(@TempDir Path cache) throws Exception {
    long seed = Long.getLong("footnote.seed", System.nanoTime());
    System.out.println("repeat with -Dfootnote.seed=" + seed);
    Random random = new Random(seed);
    OrtEnvironment environment = NativeLibraries.onnxRuntime(TestCache.FOLDER);
    EmbeddingModel bundled = EmbeddingModel.find(ModelLocation.bundled(), TestCache.FOLDER);
    ModelFiles files = bundled.files();
    String name = "0".repeat(64);
    try (TokenModel original =
            new TransformerModel(
                environment,
                OptimizedGraph.original(environment, files.model()),
                bundled.settings());
        TokenModel making =
            new TransformerModel(
                environment,
                OptimizedGraph.open(environment, files, name, cache),
                bundled.settings());
        TokenModel kept =
            new TransformerModel(
                environment,
                OptimizedGraph.open(environment, files, name, cache),
                bundled.settings())) {
      assertThat(names(cache.resolve("graphs"))).hasSize(1);
      for (int length : new int[] {2, 3, 17, 120, 512}) {
        long[] ids = random.longs(length, 999, 30_000).toArray();
        float[] expected = original.embed(ids);
        assertThat(kept.embed(ids)).containsExactly(expected);
        assertThat(making.embed(ids)).containsExactly(expected);
      }
    }
  }

  @Test
  void aDamagedGraphIsMadeAgain(@TempDir Path cache) throws Exception {
    OrtEnvironment environment = NativeLibraries.onnxRuntime(TestCache.FOLDER);
    EmbeddingModel bundled = EmbeddingModel.find(ModelLocation.bundled(), TestCache.FOLDER);
    ModelFiles files = bundled.files();
    String name = "0".repeat(64);
    OptimizedGraph.open(environment, files, name, cache).close();
    Path graph = cache.resolve("graphs").resolve(names(cache.resolve("graphs")).getFirst());
    long size = Files.size(graph);
    Files.writeString(graph, "damaged");
    OptimizedGraph.open(environment, files, name, cache).close();
    assertThat(Files.size(graph)).isEqualTo(size);
  }

  @Test
  void anotherStartWritesNothing() throws Exception {
    List<String> before = state(TestCache.FOLDER);
    try (OnnxEmbedder again = EmbeddingModels.open(ModelLocation.bundled(), TestCache.FOLDER, 1)) {
      again.embedQuery("alpha");
    }
    assertThat(state(TestCache.FOLDER)).isEqualTo(before);
  }

  @Test
  void nothingThatCouldCallHomeIsOnTheClassPath() {
    for (String name :
        List.of("ai.djl.util.Ec2Utils", "ai.djl.util.Utils", "ai.djl.repository.Repository")) {
      assertThatThrownBy(() -> Class.forName(name)).isInstanceOf(ClassNotFoundException.class);
    }
  }

  @Test
  void anyTextCanBeEmbedded() {
    List<String> texts =
        List.of(
            "", " \n\t", "\u0000", "lone \uD83D surrogate", "\uDE00", "\uD83D\uDE00", "a\uFFFFb");
    for (Embedding embedding : embedder.embedPassages(texts)) {
      assertThat(embedding.vector()).hasSize(384);
      assertThat(embedding.truncated()).isFalse();
    }
  }

  @Test
  void aLongTextIsEmbeddedAsItsBeginning() {
    String words = "the quick brown fox jumps over the lazy dog ";
    String beginning = words.repeat(100);
    Embedding whole = embedder.embedPassages(List.of(beginning + words.repeat(20_000))).getFirst();
    Embedding cut = embedder.embedPassages(List.of(beginning)).getFirst();
    assertThat(whole.truncated()).isTrue();
    assertThat(whole.tokens()).isEqualTo(512);
    assertThat(whole.vector()).containsExactly(cut.vector());
    // nothing but white space up to where the beginning ends
    Embedding blank = embedder.embedPassages(List.of(" ".repeat(50_000) + "fox")).getFirst();
    assertThat(blank.tokens()).isEqualTo(3);
    assertThat(blank.truncated()).isFalse();
  }

  @Test
  void longTextsAreCountedInPiecesExactly() {
    String words = "the quick brown fox jumps over the lazy dog ";
    assertThat(embedder.tokenCounter().count(words)).isEqualTo(9);
    assertThat(embedder.tokenCounter().count(words.repeat(5_000))).isEqualTo(45_000);
    assertThat(embedder.tokenCounter().count("it's 42%")).isEqualTo(5);
  }

  private static String text(Random random, int words) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
    }
    return text.toString();
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static List<String> names(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static List<String> state(Path folder) throws Exception {
    List<String> state = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        state.add(file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file));
      }
    }
    return state;
  }
}
