package io.footnote.serve.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.embed.Embedder;
import io.footnote.embed.onnx.EmbeddingModels;
import io.footnote.embed.onnx.ModelLocation;
import io.footnote.serve.engine.cache.SameQuestion.Asked;
import io.footnote.serve.engine.calibrate.CosineScale;
import io.footnote.serve.engine.calibrate.ScaledEmbedder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Paraphrases and near misses with the bundled model. Words and the threshold were chosen by the
 * first half of the questions; the second was looked at for its figures alone.
 */
class SameQuestionTest {
  private static Embedder embedder;
  private static ScaledEmbedder model;
  private static List<Pair> pairs;

  /**
   * @param subject number of the question, from 0; even numbers are the first half
   */
  private record Pair(int subject, String one, String other, boolean same) {
    boolean inFirstHalf() {
      return subject % 2 == 0;
    }

    boolean formsAgree() {
      return Asked.of(one).mayAskTheSameAs(Asked.of(other));
    }

    boolean taken() {
      return new SameQuestion(model).similarity(Asked.of(one), Asked.of(other)).isPresent();
    }

    double nearness() {
      double cosine =
          CosineScale.dot(embedder.embedQuery(one).vector(), embedder.embedQuery(other).vector());
      return model.scale().scaled(cosine);
    }
  }

  @BeforeAll
  static void load() throws IOException {
    embedder = EmbeddingModels.open(ModelLocation.bundled(), Path.of("target", "model"), 1);
    model = new ScaledEmbedder(() -> embedder);
    pairs = read();
  }

  @AfterAll
  static void close() {
    embedder.close();
  }

  private static List<Pair> read() throws IOException {
    List<Pair> pairs = new ArrayList<>();
    InputStream in =
        Objects.requireNonNull(SameQuestionTest.class.getResourceAsStream("question-pairs.txt"));
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      String question = "";
      int subject = -1;
      for (String line : lines.lines().filter(line -> !line.startsWith("#")).toList()) {
        String text = line.substring(2);
        switch (line.charAt(0)) {
          case '?' -> {
            question = text;
            subject++;
          }
          case '=' -> pairs.add(new Pair(subject, question, text, true));
          case '!' -> pairs.add(new Pair(subject, question, text, false));
          default -> throw new IOException("a line must begin with ?, = or !, but is: " + line);
        }
      }
    }
    return pairs;
  }

  @Test
  void noNearMissIsTakenForTheSameQuestion() {
    List<Pair> misses = pairs.stream().filter(pair -> !pair.same()).toList();
    assertThat(misses).hasSizeGreaterThanOrEqualTo(160);
    assertThat(misses).noneMatch(Pair::taken);
  }

  @Test
  void noNearMissIsTakenEitherWayRound() {
    assertThat(pairs)
        .filteredOn(pair -> !pair.same())
        .noneMatch(pair -> new Pair(0, pair.other(), pair.one(), false).formsAgree());
  }

  @Test
  void ofParaphrasesThatWereNotLookedAtMoreThanHalfAreRecognised() {
    List<Pair> paraphrases =
        pairs.stream().filter(pair -> pair.same() && !pair.inFirstHalf()).toList();
    assertThat(paraphrases).hasSizeGreaterThanOrEqualTo(55);
    long taken = paraphrases.stream().filter(Pair::taken).count();
    assertThat((double) taken / paraphrases.size()).isGreaterThan(0.55);
  }

  @Test
  void theThresholdIsTheHighestThatLosesNoParaphraseOfTheFirstHalf() {
    double lowest =
        pairs.stream()
            .filter(pair -> pair.same() && pair.inFirstHalf() && pair.formsAgree())
            .mapToDouble(Pair::nearness)
            .min()
            .orElseThrow();
    assertThat(Math.floor(lowest * 20) / 20).isEqualTo(SameQuestion.NEAR);
  }

  @Test
  void vectorsAloneWouldNotDo() {
    double farthestParaphrase =
        pairs.stream().filter(Pair::same).mapToDouble(Pair::nearness).min().orElseThrow();
    assertThat(pairs)
        .filteredOn(pair -> !pair.same())
        .filteredOn(pair -> pair.nearness() > farthestParaphrase)
        .hasSizeGreaterThan(100);
  }

  @Test
  void whatIsTooLongIsLikeNothing() {
    String tale = "Who approves travel expenses? ".repeat(20);
    SameQuestion same = new SameQuestion(model);
    assertThat(same.similarity(Asked.of(tale), Asked.of(tale + " "))).isEmpty();
  }
}
