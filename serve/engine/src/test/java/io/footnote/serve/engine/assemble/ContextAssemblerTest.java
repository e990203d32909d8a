package io.footnote.serve.engine.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.model.Scores;
import io.footnote.serve.engine.model.SearchResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContextAssemblerTest {
  private static SearchResult result(String id, String text) {
    return new SearchResult(
        id,
        "d",
        "c",
        "t",
        "s",
        0,
        0,
        0,
        text.length(),
        List.of(),
        text,
        "",
        List.of(),
        Map.of(),
        1,
        new Scores(null, null, 1, null),
        List.of(),
        null);
  }

  @Test
  void passagesAreNumberedAndTwinsAndWhatDoesNotFitAreNamed() {
    String first = "one two three four five six seven";
    Context context =
        ContextAssembler.assemble(
            List.of(
                result("a", first),
                result("b", "One two three, four five six seven."),
                result("c", "word ".repeat(200)),
                result("d", "eight nine ten")),
            60);
    assertThat(context.passages()).extracting(Passage::n).containsExactly(1, 2);
    assertThat(context.passages()).extracting(p -> p.result().chunkId()).containsExactly("a", "d");
    assertThat(context.dropped()).extracting("id").containsExactly("b", "c");
    assertThat(context.dropped().getFirst().reason()).isEqualTo("says the same as a");
    assertThat(context.dropped().getLast().reason())
        .matches("takes \\d+ tokens of which \\d+ were left");
    assertThat(context.tokens()).isLessThanOrEqualTo(60);
  }
}
