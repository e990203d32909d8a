package io.footnote.embed.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.embed.Embedding;
import io.footnote.embed.EmbeddingException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Scheduling, with a model that runs when the test lets it. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OnnxEmbedderTest {
  @TempDir Path temporary;

  /** Counts runs; a run of more than {@code QUERY_LENGTH} tokens waits for {@link #open}. */
  private static final class GatedModel implements TokenModel {
    static final int QUERY_LENGTH = 3;
    final CountDownLatch started;
    final CountDownLatch gate = new CountDownLatch(1);
    final AtomicInteger running = new AtomicInteger();
    final AtomicInteger mostRunning = new AtomicInteger();
    final AtomicInteger runs = new AtomicInteger();
    final AtomicInteger closes = new AtomicInteger();

    GatedModel(int expectedStarts) {
      started = new CountDownLatch(expectedStarts);
    }

    @Override
    public int dimension() {
      return 1;
    }

    @Override
    public float[] embed(long[] ids) {
      runs.incrementAndGet();
      if (ids.length > QUERY_LENGTH) {
        mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
        started.countDown();
        awaitUninterruptibly(gate);
        running.decrementAndGet();
      }
      if (ids[1] == TinyModel.UNKNOWN) {
        throw new EmbeddingException("unknown word");
      }
      return new float[] {1};
    }

    @Override
    public void close() {
      closes.incrementAndGet();
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    boolean open = false;
    while (!open) {
      try {
        latch.await();
        open = true;
      } catch (InterruptedException e) {
        // closing interrupts the workers, and more than once, but a native run does not notice
        Thread.interrupted();
      }
    }
  }

  private OnnxEmbedder embedder(TokenModel model, int threads) {
    Path folder = new TinyModel().writeTo(temporary.resolve("bge-tiny"));
    ModelSettings settings = new ModelSettings("gated", Pooling.CLS, true, "", "", 64, 0);
    TextTokenizer tokenizer =
        TextTokenizer.load(folder.resolve("tokenizer.json"), 64, TestCache.FOLDER);
    return new OnnxEmbedder("0".repeat(64), settings, tokenizer, model, threads);
  }

  /** A thread for each call: the common pool may have but one. */
  private static void startThread(Runnable task) {
    Thread.ofPlatform().daemon().start(task);
  }

  private static CompletableFuture<List<Embedding>> bulk(OnnxEmbedder embedder, int passages) {
    return CompletableFuture.supplyAsync(
        () -> embedder.embedPassages(Collections.nCopies(passages, "alpha beta gamma")),
        OnnxEmbedderTest::startThread);
  }

  @Test
  void aQueryDoesNotWaitForBulk() throws Exception {
    GatedModel model = new GatedModel(2);
    try (OnnxEmbedder embedder = embedder(model, 2)) {
      CompletableFuture<List<Embedding>> first = bulk(embedder, 500);
      CompletableFuture<List<Embedding>> second = bulk(embedder, 500);
      model.started.await();

      // Every bulk thread is inside a run that does not end: the query must pass them all.
      assertThat(embedder.embedQuery("alpha").tokens()).isEqualTo(3);
      assertThat(first).isNotDone();
      assertThat(model.runs).hasValue(3);

      model.gate.countDown();
      assertThat(first.get()).hasSize(500);
      assertThat(second.get()).hasSize(500);
    }
  }

  @Test
  void noMoreRunsAtOnceThanThreadsHoweverMuchIsAsked() throws Exception {
    GatedModel model = new GatedModel(2);
    try (OnnxEmbedder embedder = embedder(model, 2)) {
      List<CompletableFuture<List<Embedding>>> calls =
          IntStream.range(0, 5).mapToObj(i -> bulk(embedder, 100)).toList();
      model.started.await();
      model.gate.countDown();
      for (CompletableFuture<List<Embedding>> call : calls) {
        assertThat(call.get()).hasSize(100);
      }
      assertThat(model.mostRunning.get()).isEqualTo(2);
      assertThat(model.runs).hasValue(500);
    }
  }

  @Test
  void aFailureEndsTheCallAndStartsNothingMore() {
    GatedModel model = new GatedModel(0);
    model.gate.countDown();
    try (OnnxEmbedder embedder = embedder(model, 1)) {
      List<String> passages = List.of("alpha", "unheard beta gamma delta", "alpha", "beta");
      assertThatThrownBy(() -> embedder.embedPassages(passages))
          .isInstanceOf(EmbeddingException.class)
          .hasMessage("unknown word");
      // the longest goes first
      assertThat(model.runs).hasValue(1);
      assertThat(embedder.embedPassages(List.of("alpha"))).hasSize(1);
    }
  }

  @Test
  void closingLetsRunsEndAndRefusesTheRest() throws Exception {
    GatedModel model = new GatedModel(1);
    OnnxEmbedder embedder = embedder(model, 1);
    CompletableFuture<List<Embedding>> running = bulk(embedder, 100);
    model.started.await();
    CompletableFuture<Void> closing =
        CompletableFuture.runAsync(embedder::close, OnnxEmbedderTest::startThread);
    while (!refuses(embedder)) {
      Thread.onSpinWait();
    }
    assertThat(model.closes).as("closed under a run").hasValue(0);
    model.gate.countDown();
    closing.get(20, TimeUnit.SECONDS);
    assertThat(model.closes).hasValue(1);
    assertThatThrownBy(running::get)
        .hasCauseInstanceOf(EmbeddingException.class)
        .hasMessageContaining("the embedder is closed; open it again to embed");
    assertThat(model.mostRunning).hasValue(1);
    embedder.close();
    assertThat(model.closes).hasValue(1);
  }

  private static boolean refuses(OnnxEmbedder embedder) {
    try {
      embedder.embedQuery("alpha");
      return false;
    } catch (EmbeddingException e) {
      return e.getMessage().equals("the embedder is closed; open it again to embed");
    }
  }

  @Test
  void anInterruptedCallerIsTold() {
    GatedModel model = new GatedModel(0);
    try (OnnxEmbedder embedder = embedder(model, 1)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> embedder.embedPassages(List.of("alpha beta gamma")))
          .isInstanceOf(EmbeddingException.class)
          .hasMessage("interrupted while embedding");
      assertThat(Thread.interrupted()).isTrue();
      model.gate.countDown();
    }
  }

  @Test
  void threadsMustBePositive() {
    assertThatThrownBy(() -> EmbeddingModels.open(ModelLocation.bundled(), TestCache.FOLDER, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threads must be at least 1, but got: 0");
  }
}
