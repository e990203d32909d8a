package io.footnote.embed.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.footnote.embed.EmbeddingException;
import io.footnote.embed.RerankerModelInfo;
import io.footnote.embed.testing.TinyCrossEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cross-encoder as a folder, with a model whose scores are worked out by hand. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CrossEncoderTest {
  private static final Offset<Double> CLOSE = within(1e-6);

  @TempDir Path temporary;

  private static TinyCrossEncoder model() {
    return new TinyCrossEncoder().weight("alpha", 2).weight("beta", -1);
  }

  private Path folder(TinyCrossEncoder model) {
    return model.writeTo(temporary.resolve("tiny-cross-encoder"));
  }

  private Path withSettings(String settings) throws IOException {
    Path folder = folder(model());
    Files.writeString(folder.resolve("footnote-model.yaml"), settings);
    return folder;
  }

  private static OnnxReranker open(Path folder) {
    return Rerankers.open(folder, TestCache.FOLDER, 1);
  }

  private static double score(Path folder, String query, String passage) {
    try (OnnxReranker reranker = open(folder)) {
      return reranker.score(query, List.of(passage))[0];
    }
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @Test
  void oneLogitBecomesItsSigmoid() {
    // [CLS] alpha [SEP] beta alpha [SEP]: of six tokens the passage's weigh -1 and 2
    assertThat(score(folder(model()), "alpha", "beta alpha")).isCloseTo(sigmoid(1 / 6.0), CLOSE);
  }

  @Test
  void ofTwoLogitsTheSecondIsRelevance() {
    // logits 2/5 and 4/5
    assertThat(score(folder(model().labels(2)), "alpha", "alpha"))
        .isCloseTo(sigmoid(4 / 5.0 - 2 / 5.0), CLOSE);
  }

  @Test
  void segmentsTellQueryFromPassage() {
    Path folder = folder(model().queryWeight(-1));
    // [CLS] alpha [SEP] beta [SEP]: -2 of the query and -1 of the passage
    assertThat(score(folder, "alpha", "beta")).isCloseTo(sigmoid(-3 / 5.0), CLOSE);
    // the other way round: 1 and 2
    assertThat(score(folder, "beta", "alpha")).isCloseTo(sigmoid(3 / 5.0), CLOSE);
  }

  @Test
  void inputsTheModelDoesNotDeclareAreNotGiven() {
    // without segments, the query's alpha counts as the passage's beta does
    assertThat(score(folder(model().inputs("input_ids", "attention_mask")), "alpha", "beta"))
        .isCloseTo(sigmoid(1 / 5.0), CLOSE);
  }

  @Test
  void thePassageIsCutBeforeTheQuery() throws IOException {
    Path folder = withSettings("max_tokens: 16");
    String query = "alpha ".repeat(8);
    // 13 tokens are left beside three special ones: eight of the query, five of the passage
    assertThat(score(folder, query, "beta ".repeat(5) + "alpha ".repeat(100)))
        .isCloseTo(sigmoid(-5 / 16.0), CLOSE);
  }

  @Test
  void aQueryThatLeavesThePassageTooLittleIsCutToo() throws IOException {
    Path folder = withSettings("max_tokens: 16");
    // a quarter of 13 is three
    assertThat(score(folder, "alpha ".repeat(100), "beta ".repeat(100)))
        .isCloseTo(sigmoid(-3 / 16.0), CLOSE);
    // a passage shorter than that leaves the rest to the query
    assertThat(score(folder, "alpha ".repeat(100), "beta")).isCloseTo(sigmoid(-1 / 16.0), CLOSE);
  }

  @Test
  void veryLongPassagesAreRead() {
    assertThat(score(folder(model()), "alpha", "beta ".repeat(200_000)))
        .isCloseTo(sigmoid(-508 / 512.0), CLOSE);
  }

  @Test
  void itIsNamedAfterItsFolderUnlessTheSettingsSay() throws IOException {
    try (OnnxReranker reranker = open(folder(model()))) {
      assertThat(reranker.model().name()).isEqualTo("tiny-cross-encoder");
      assertThat(reranker.model().maxTokens()).isEqualTo(512);
    }
    try (OnnxReranker reranker = open(withSettings("name: judge\nmax_tokens: 32"))) {
      assertThat(reranker.model().name()).isEqualTo("judge");
      assertThat(reranker.model().maxTokens()).isEqualTo(32);
    }
  }

  @Test
  void theContentHashTellsModelsAndLengthsApart() throws IOException {
    String hash;
    try (OnnxReranker reranker = open(folder(model()))) {
      hash = reranker.model().contentHash();
    }
    try (OnnxReranker named = open(withSettings("name: other"))) {
      assertThat(named.model().contentHash()).isEqualTo(hash);
    }
    try (OnnxReranker shorter = open(withSettings("max_tokens: 32"))) {
      assertThat(shorter.model().contentHash()).isNotEqualTo(hash);
    }
    Path other = model().weight("gamma", 1).writeTo(temporary.resolve("other"));
    try (OnnxReranker reranker = open(other)) {
      assertThat(reranker.model().contentHash()).isNotEqualTo(hash);
    }
  }

  @Test
  void anEmbeddingModelIsRefused() {
    Path folder = new TinyModel().writeTo(temporary.resolve("bge-tiny"));
    assertThatThrownBy(() -> open(folder))
        .isInstanceOf(EmbeddingException.class)
        .hasMessage(
            "model bge-tiny is no cross-encoder: none of its outputs holds one or two values for a pair, only: last_hidden_state [-1, -1, 4]; export it with a sequence classification head of one or two labels");
  }

  @Test
  void aClassifierOfThreeLabelsIsRefused() {
    assertThatThrownBy(() -> open(folder(model().labels(3))))
        .isInstanceOf(EmbeddingException.class)
        .hasMessageContaining("only: logits [-1, 3]; export it with");
  }

  @Test
  void aFolderThatLacksAFileSaysWhich() throws IOException {
    Path folder = folder(model());
    Files.delete(folder.resolve("tokenizer.json"));
    assertThatThrownBy(() -> open(folder))
        .isInstanceOf(EmbeddingException.class)
        .hasMessageContaining("has no tokenizer.json, only: model.onnx");
  }

  @Test
  void settingsOfEmbeddersAreRefused() throws IOException {
    Path folder = withSettings("pooling: cls");
    assertThatThrownBy(() -> open(folder))
        .isInstanceOf(EmbeddingException.class)
        .hasMessage(
            folder.resolve("footnote-model.yaml")
                + " has unknown keys: pooling; allowed are: max_tokens, name");
  }

  @Test
  void tooFewTokensAreRefused() throws IOException {
    Path folder = withSettings("max_tokens: 4");
    assertThatThrownBy(() -> open(folder))
        .isInstanceOf(EmbeddingException.class)
        .hasMessage(
            folder.resolve("footnote-model.yaml") + ": max_tokens must be at least 16, but got: 4");
  }

  /** A model that runs when the test lets it. */
  private static final class GatedModel implements PairModel {
    final CountDownLatch started = new CountDownLatch(1);
    final CountDownLatch gate = new CountDownLatch(1);
    final AtomicInteger runs = new AtomicInteger();

    @Override
    public double score(PairTokens pair) {
      runs.incrementAndGet();
      started.countDown();
      boolean open = false;
      while (!open) {
        try {
          gate.await();
          open = true;
        } catch (InterruptedException e) {
          // closing interrupts the workers, and more than once, but a native run does not notice
          Thread.interrupted();
        }
      }
      return 1;
    }

    @Override
    public void close() {}
  }

  private OnnxReranker gated(GatedModel model) {
    Path tokenizer = folder(model()).resolve("tokenizer.json");
    return new OnnxReranker(
        new RerankerModelInfo("gated", "0".repeat(64), 64),
        TextTokenizer.load(tokenizer, 64, TestCache.FOLDER),
        model,
        1);
  }

  @Test
  void anInterruptedCallStartsNothingMore() throws Exception {
    GatedModel model = new GatedModel();
    try (OnnxReranker reranker = gated(model)) {
      CompletableFuture<String> told = new CompletableFuture<>();
      Thread caller =
          Thread.ofPlatform()
              .daemon()
              .start(() -> {
                try {
                  double[] scores = reranker.score("alpha", List.of("a", "b", "c", "d"));
                  told.complete(scores.length + " scores");
                } catch (EmbeddingException e) {
                  told.complete(String.valueOf(e.getMessage()));
                }
              });
      model.started.await();
      caller.interrupt();
      assertThat(told.get()).isEqualTo("interrupted while reranking");
      model.gate.countDown();
    }
    assertThat(model.runs).hasValue(1);
  }

  @Test
  void aClosedRerankerSaysSo() {
    OnnxReranker reranker = open(folder(model()));
    reranker.close();
    reranker.close();
    assertThatThrownBy(() -> reranker.score("alpha", List.of("beta")))
        .isInstanceOf(EmbeddingException.class)
        .hasMessage("the reranker is closed; open it again to rerank");
  }

  @Test
  void threadsMustBePositive() {
    assertThatThrownBy(() -> Rerankers.open(temporary, TestCache.FOLDER, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threads must be at least 1, but got: 0");
  }
}
