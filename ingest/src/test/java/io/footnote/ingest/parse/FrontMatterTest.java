package io.footnote.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.index.model.MetadataValue;
import io.footnote.index.model.MetadataValue.Date;
import io.footnote.index.model.MetadataValue.Keyword;
import io.footnote.index.model.MetadataValue.Numeric;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrontMatterTest {
  private static Map<String, List<MetadataValue>> metadata(String... lines) {
    return FrontMatter.of("---\n" + String.join("\n", lines) + "\n---\nText")
        .orElseThrow()
        .metadata();
  }

  @Test
  void keysHaveTypedValuesAndTheTitleIsNone() {
    String markdown =
        """
        ---
        title: "Kiln: a manual"
        Author: Dmitri Halonen
        year: 2024
        date: 2024-11-14
        # who checks it
        reviewers:
          - Ada
          - 'Jane Doe'
        tags: [gas, "kiln, safety"]
        number: "007"
        summary: >
          How to fire
          a kiln.
        owner: # nobody yet
        checked:
          by: Ada # twice
        ---
        # Kiln
        """;
    FrontMatter read = FrontMatter.of(markdown).orElseThrow();
    assertThat(read.title()).isEqualTo("Kiln: a manual");
    assertThat(markdown.substring(read.end())).isEqualTo("# Kiln\n");
    assertThat(read.metadata())
        .isEqualTo(
            Map.of(
                "author", List.of(new Keyword("Dmitri Halonen")),
                "year", List.of(new Numeric(2024)),
                "date", List.of(new Date(Instant.parse("2024-11-14T00:00:00Z"))),
                "reviewers", List.of(new Keyword("Ada"), new Keyword("Jane Doe")),
                "tags", List.of(new Keyword("gas"), new Keyword("kiln, safety")),
                "number", List.of(new Keyword("007")),
                "summary", List.of(new Keyword("How to fire a kiln.\n")),
                "checked.by", List.of(new Keyword("Ada"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# No front matter\n---\nauthor: nobody\n---\n",
        "---\nauthor: who never ends it\n\nText",
        "---\nA line between two rules.\n---\nText",
        "---\nMeeting at 10:30 in Kiel.\n\nResult: all sails are fine.\n\n---\nText",
        "---\n## Part one\nKey: the anchor chain is 90 m long.\n---\nText",
        "---\nauthor: X\nThis line is no YAML\nstatus: final\n---\nText",
        "---",
        ""
      })
  void whatIsNoneStaysText(String markdown) {
    assertThat(FrontMatter.of(markdown)).isEmpty();
  }

  @Test
  void aDocumentCannotClaimWhatIsNotItsOwnToSay() {
    assertThat(
            metadata(
                "authority: 1", "suspicious: nothing", "acl: everyone", "source: x", "owner: Ada"))
        .containsOnlyKeys("owner");
  }

  @Test
  void longValuesAndManyKeysAreLeftOut() {
    assertThat(metadata("abstract: " + "x".repeat(1001), "empty:", "kept: y"))
        .containsOnlyKeys("kept");
    String many =
        IntStream.range(0, 99).mapToObj(i -> "k" + i + ": v").collect(Collectors.joining("\n"));
    assertThat(metadata(many)).hasSize(32);
  }
}
