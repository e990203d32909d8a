package io.footnote.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Embedder} keeps. */
abstract class EmbedderContract {
  private static final List<String> WORDS = List.of("alpha", "beta", "gamma", "delta", "unheard");

  protected Embedder embedder;

  protected abstract Embedder open();

  @BeforeEach
  void openEmbedder() {
    embedder = open();
  }

  @AfterEach
  void closeEmbedder() {
    embedder.close();
  }

  @Test
  void vectorsAreUnitVectorsOfTheModelsDimension() {
    List<Embedding> all = new ArrayList<>(embedder.embedPassages(List.of("alpha beta", "", " ")));
    all.add(embedder.embedQuery("gamma"));
    for (Embedding embedding : all) {
      assertThat(embedding.vector()).hasSize(embedder.model().dimension());
      double squares = 0;
      for (float x : embedding.vector()) {
        squares += (double) x * x;
      }
      assertThat(Math.sqrt(squares)).isCloseTo(1, within(1e-5));
    }
  }

  @Test
  void resultsAreInTheOrderAsked() {
    List<String> texts = List.of("alpha", "beta beta beta beta", "gamma gamma", "delta", "alpha");
    List<Embedding> together = embedder.embedPassages(texts);
    for (int i = 0; i < texts.size(); i++) {
      float[] alone = embedder.embedPassages(List.of(texts.get(i))).getFirst().vector();
      assertThat(together.get(i).vector()).as(texts.get(i)).containsExactly(alone);
    }
    assertThat(together.get(0).vector()).isNotEqualTo(together.get(3).vector());
  }

  @Test
  void whoWaitsForPassagesGetsTheSame() {
    List<String> texts = List.of("alpha beta", "gamma");
    List<Embedding> now = embedder.embedPassagesNow(texts);
    List<Embedding> later = embedder.embedPassages(texts);
    for (int i = 0; i < texts.size(); i++) {
      assertThat(now.get(i).vector()).containsExactly(later.get(i).vector());
    }
  }

  @Test
  void nothingToEmbedGivesNothing() {
    assertThat(embedder.embedPassages(List.of())).isEmpty();
    assertThat(embedder.embedPassagesNow(List.of())).isEmpty();
  }

  @Test
  void whatIsLongerThanTheModelReadsIsTruncatedAndSaysSo() {
    int max = embedder.model().maxTokens();
    Embedding whole =
        embedder
            .embedPassages(List.of(String.join(" ", Collections.nCopies(3, "alpha"))))
            .getFirst();
    Embedding cut =
        embedder
            .embedPassages(List.of(String.join(" ", Collections.nCopies(max, "alpha"))))
            .getFirst();
    assertThat(whole.truncated()).isFalse();
    assertThat(cut.truncated()).isTrue();
    assertThat(cut.tokens()).isEqualTo(max);
  }

  @Test
  void tokensAreCountedWithoutSpecialOnesAndWithoutTruncation() {
    assertThat(embedder.tokenCounter().count("alpha beta gamma")).isEqualTo(3);
    assertThat(embedder.tokenCounter().count("")).isZero();
    int many = embedder.model().maxTokens() * 3;
    String text = String.join(" ", Collections.nCopies(many, "alpha"));
    assertThat(embedder.tokenCounter().count(text)).isEqualTo(many);
  }

  @Test
  void vectorsDoNotDependOnWhatIsEmbeddedBesideThem() throws Exception {
    long seed = Long.getLong("footnote.seed", System.nanoTime());
    System.out.println("repeat with -Dfootnote.seed=" + seed);
    Random random = new Random(seed);
    List<String> texts = new ArrayList<>();
    List<float[]> alone = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      StringBuilder text = new StringBuilder();
      for (int words = 1 + random.nextInt(40); words > 0; words--) {
        text.append(WORDS.get(random.nextInt(WORDS.size()))).append(' ');
      }
      texts.add(text.toString());
      alone.add(embedder.embedPassages(List.of(text.toString())).getFirst().vector());
    }
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> calls = new ArrayList<>();
      for (int call = 0; call < 6; call++) {
        List<Integer> picked = random.ints(10, 0, texts.size()).boxed().toList();
        calls.add(callers.submit(() -> embedder.embedQuery(texts.get(picked.getFirst()))));
        calls.add(
            callers.submit(() -> {
              List<Embedding> beside =
                  embedder.embedPassages(picked.stream().map(texts::get).toList());
              for (int i = 0; i < picked.size(); i++) {
                assertThat(beside.get(i).vector()).containsExactly(alone.get(picked.get(i)));
              }
            }));
      }
      for (Future<?> call : calls) {
        call.get();
      }
    }
  }
}
