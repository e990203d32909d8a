package io.footnote.embed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Reranker} keeps. */
abstract class RerankerContract {
  private static final List<String> WORDS = List.of("alpha", "beta", "gamma", "unheard");

  protected Reranker reranker;

  /** A reranker to which, asked for alpha, a passage of alpha is better than one of beta. */
  protected abstract Reranker open();

  @BeforeEach
  void openReranker() {
    reranker = open();
  }

  @AfterEach
  void closeReranker() {
    reranker.close();
  }

  @Test
  void itIsNamedByItsContent() {
    assertThat(reranker.model().name()).isNotBlank();
    assertThat(reranker.model().contentHash()).matches("[0-9a-f]{64}");
    assertThat(reranker.model().maxTokens()).isPositive();
  }

  @Test
  void betterPassagesHaveHigherScoresInTheOrderAsked() {
    double[] scores = reranker.score("alpha", List.of("beta", "alpha", "", "beta", "alpha"));
    assertThat(scores).hasSize(5);
    for (double score : scores) {
      assertThat(score).isBetween(0.0, 1.0);
    }
    assertThat(scores[1]).isGreaterThan(scores[0]).isEqualTo(scores[4]);
    assertThat(scores[0]).isEqualTo(scores[3]);
  }

  @Test
  void nothingToJudgeGivesNothing() {
    assertThat(reranker.score("alpha", List.of())).isEmpty();
  }

  @Test
  void scoresDoNotDependOnWhatIsJudgedBesideThem() throws Exception {
    long seed = Long.getLong("footnote.seed", System.nanoTime());
    System.out.println("repeat with -Dfootnote.seed=" + seed);
    Random random = new Random(seed);
    List<String> texts = new ArrayList<>();
    List<Double> alone = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      StringBuilder text = new StringBuilder();
      for (int words = 1 + random.nextInt(40); words > 0; words--) {
        text.append(WORDS.get(random.nextInt(WORDS.size()))).append(' ');
      }
      texts.add(text.toString());
      alone.add(reranker.score("alpha beta", List.of(text.toString()))[0]);
    }
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> calls = new ArrayList<>();
      for (int call = 0; call < 6; call++) {
        List<Integer> picked = random.ints(10, 0, texts.size()).boxed().toList();
        calls.add(
            callers.submit(() -> {
              double[] beside =
                  reranker.score("alpha beta", picked.stream().map(texts::get).toList());
              for (int i = 0; i < picked.size(); i++) {
                assertThat(beside[i]).isEqualTo(alone.get(picked.get(i)));
              }
            }));
      }
      for (Future<?> call : calls) {
        call.get();
      }
    }
  }
}
