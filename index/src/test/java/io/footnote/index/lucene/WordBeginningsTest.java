package io.footnote.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.index.model.AnalyzedToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordBeginningsTest {
  @Test
  void leavesWhatMayHoldAFormWhereItStood() {
    assertThat(
            new WordBeginnings(Set.of("travel", "dai")).only("Travelling by day-trip, daily fees"))
        .isEqualTo("Travelling    day-trip, daily     ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "He buys and is buying; they bought.",
        "(AY-12) isn't \"U.S.A.\" or foo_bar, _foo, x1 and X.",
        "abc日本 x日1ー2 한국어abc กขabc",
        "日本語の本 は ราคา 10 ☕ 😀😁",
        "İstanbul ÉCOLE naïve straße"
      })
  void losesNoWord(String text) {
    assertLosesNothing(text);
  }

  @Test
  void losesNoWordOfTheSamples() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("../data-samples/documents"))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".md")).toList()) {
        for (String line : Files.readAllLines(file)) {
          assertLosesNothing(line);
        }
      }
    }
  }

  /** Each word alone must be found where the analysis of the whole text finds it. */
  private static void assertLosesNothing(String text) {
    List<AnalyzedToken> all = TextAnalysis.tokens(Fields.TEXT, text);
    for (AnalyzedToken wanted : all) {
      WordBeginnings beginnings = new WordBeginnings(Set.of(wanted.term()));
      assertThat(TextAnalysis.tokens(Fields.TEXT, beginnings.only(text)))
          .as(text)
          .containsAll(all.stream().filter(one -> one.term().equals(wanted.term())).toList());
    }
  }
}
