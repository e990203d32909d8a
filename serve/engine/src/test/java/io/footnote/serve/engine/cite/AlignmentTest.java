package io.footnote.serve.engine.cite;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.serve.engine.cite.Token.Kind;
import io.footnote.serve.engine.testing.WordsView;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlignmentTest {
  private static final String WRITTEN =
      "In 1998 the ferry from Oban to Mallaig carried 320 people, and no cars were lost.";

  private static Alignment align(String sentence) {
    Tokens tokens = new Tokens(WordsView.terms());
    tokens.learn(WRITTEN);
    return Alignment.of(tokens.of(sentence), tokens.of(WRITTEN));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          In 1998 the ferry from Oban to Mallaig carried 320 people, and no cars were lost. |
          The ferry carried 320 people in 1998. |
          The ferry from Oban to Mallaig carried people. |
          In 1999 the ferry from Oban to Mallaig carried 320 people. | NUMBER
          The ferry from Oban to Tiree carried 320 people. | NAME
          The ferry from Oban to Mallaig never carried 320 people. | NEGATION
          In 1998 the ferry carried 320 people, and cars were lost. | NEGATION
          In 1999 the ferry from Oban to Tiree did not carry people. | NUMBER NAME NEGATION
          """)
  void whatDiffersBetweenWordsThatBothHaveIsAConflict(String sentence, String kinds) {
    Set<Kind> expected =
        kinds == null
            ? Set.of()
            : Arrays.stream(kinds.split(" ")).map(Kind::valueOf).collect(Collectors.toSet());
    assertThat(align(sentence).conflicts()).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          The ferry from Mallaig to Oban carried 320 people. | true
          The ferry from Oban to Mallaig carried 320 people. | false
          """)
  void namesThatChangedPlacesAreSeen(String sentence, boolean moved) {
    Alignment alignment = align(sentence);
    assertThat(alignment.moved() || alignment.conflicts().contains(Kind.NAME)).isEqualTo(moved);
  }
}
