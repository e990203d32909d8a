package io.footnote.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.index.model.SearchMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateTest {
  @TempDir Path folder;

  @Test
  void saysWhichScoresWereMissed() throws IOException {
    Gate gate =
        gate(
            """
            dataset: tiny
            minimums:
              - {mode: hybrid, metric: ndcg@10, min: 0.5}
              - {mode: lexical, metric: ndcg@10, min: 0.3}
            """);
    assertThat(gate.dataset()).isEqualTo("tiny");
    assertThat(gate.modes()).containsExactlyInAnyOrder(SearchMode.HYBRID, SearchMode.LEXICAL);
    List<Gate.Check> checks = gate.check(SampleResult.withHybrid(0.4, 0.6));
    assertThat(checks).extracting(Gate.Check::passed).containsExactly(true, false);
    assertThat(checks)
        .extracting(Gate.Check::toString)
        .containsExactly(
            "reached hybrid ndcg@10 0.5000 (at least 0.5)",
            "MISSED  lexical ndcg@10 0.2500 (at least 0.3)");
  }

  @Test
  void refusesAResultWithoutTheScore() throws IOException {
    Gate gate = gate("{dataset: tiny, minimums: [{mode: semantic, metric: map, min: 0.1}]}");
    assertThatThrownBy(() -> gate.check(SampleResult.withHybrid(0.4)))
        .hasMessage("the result of tiny has no semantic map");
  }

  @Test
  void namesWhatIsWrongInTheFile() {
    assertThatThrownBy(() -> Gate.read(folder.resolve("no.yaml")))
        .hasMessage("there is no gate file " + folder.resolve("no.yaml"));
    assertThatThrownBy(() -> gate("{dataset: t, minimums: [{mode: magic, metric: map, min: 0.1}]}"))
        .hasMessageContaining("mode must be hybrid, lexical or semantic, but got: 'magic'");
    assertThatThrownBy(() -> gate("{dataset: t, minimums: [{mode: hybrid, metric: x, min: 0.1}]}"))
        .hasMessageContaining("metric must be one of ndcg@10, ndcg@5, recall@10, ")
        .hasMessageContaining("but got: 'x'");
    assertThatThrownBy(() -> gate("{dataset: t, minimums: [{mode: hybrid, metric: map}]}"))
        .hasMessageContaining("Missing required creator property 'min'");
    assertThatThrownBy(() -> gate("{dataset: t, minimums: []}"))
        .hasMessageContaining("'minimums' must have at least one entry");
  }

  @Test
  void everyGateOfTheProjectCanBeRead() throws IOException {
    Path gates = Path.of(System.getProperty("footnote.root"), "eval", "gates");
    try (Stream<Path> files = Files.list(gates)) {
      assertThat(files.filter(Files::isRegularFile).map(Gate::read).map(Gate::dataset))
          .containsExactlyInAnyOrder("scifact", "cranfield", "filings", "mtrag");
    }
  }

  private Gate gate(String yaml) throws IOException {
    Path file = folder.resolve("gate.yaml");
    Files.writeString(file, yaml);
    return Gate.read(file);
  }
}
