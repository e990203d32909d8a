package io.footnote.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
  @TempDir Path folder;

  @Test
  void comparesQueryByQuery() throws IOException {
    Path first = write("a.json", "tiny", 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8);
    Path second = write("b.json", "tiny", 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9);
    Comparison comparison = Comparison.of(first, second);
    assertThat(comparison.dataset()).isEqualTo("tiny");
    assertThat(comparison.toText())
        .containsPattern("hybrid ndcg@10 +0\\.4500 +0\\.5500 +\\+0\\.1000 +0\\.00\\d\\* +8\n")
        .containsPattern("lexical page_hit@5 +1\\.0000 +1\\.0000 +\\+0\\.0000 +1\\.000 +8\n");
  }

  @Test
  void refusesRunsOfTwoDatasets() throws IOException {
    Path first = write("a.json", "tiny", 0.1);
    Path second = write("b.json", "other", 0.1);
    assertThatThrownBy(() -> Comparison.of(first, second))
        .hasMessage(
            first
                + " is about 'tiny' but "
                + second
                + " about 'other'; compare runs of one dataset");
  }

  @Test
  void refusesWhatIsNoResult() throws IOException {
    Path file = folder.resolve("x.json");
    assertThatThrownBy(() -> Comparison.of(file, file))
        .hasMessage("there is no file " + file + "; 'eval run DATASET --json FILE' writes one");
    Files.writeString(file, "{\"a\": 1}");
    assertThatThrownBy(() -> Comparison.of(file, file))
        .hasMessage(
            file + " is not the result of an evaluation: 'dataset' or 'per_query' is missing");
  }

  private Path write(String name, String dataset, double... ndcg) throws IOException {
    Path file = folder.resolve(name);
    JsonReport.write(SampleResult.of(dataset, ndcg), file);
    return file;
  }
}
