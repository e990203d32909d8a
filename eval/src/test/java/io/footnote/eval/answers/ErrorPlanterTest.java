package io.footnote.eval.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.eval.answers.PlantedError.Kind;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ErrorPlanterTest {
  private static final String SENTENCE =
      "In 1998 the yard of Greenock had built 12 ferries for Oban.";
  private static final List<String> PASSAGES =
      List.of(SENTENCE, "By 2004 they came from the yard of Bremen and cost 40 million.");

  private static Map<Kind, Set<String>> planted(String sentence) {
    Map<Kind, Set<String>> planted = new EnumMap<>(Kind.class);
    for (long seed = 0; seed < 50; seed++) {
      for (PlantedError error : new ErrorPlanter(seed).plant(sentence, PASSAGES)) {
        planted.computeIfAbsent(error.kind(), kind -> new HashSet<>()).add(error.text());
      }
    }
    return planted;
  }

  @Test
  void eachErrorChangesOneThing() {
    Map<Kind, Set<String>> planted = planted(SENTENCE);
    assertThat(planted.get(Kind.NUMBER))
        .allMatch(
            text -> text.matches("In \\d+ the yard of Greenock had built \\d+ ferries for Oban\\."))
        .doesNotContain(SENTENCE)
        .anyMatch(text -> text.startsWith("In 2004"))
        .anyMatch(text -> text.startsWith("In 19"));
    assertThat(planted.get(Kind.NAME))
        .contains(
            "In 1998 the yard of Bremen had built 12 ferries for Oban.",
            "In 1998 the yard of Oban had built 12 ferries for Greenock.")
        .doesNotContain(SENTENCE);
    assertThat(planted.get(Kind.NEGATION))
        .containsExactlyInAnyOrder(
            "In 1998 the yard of Greenock had not built 12 ferries for Oban.",
            "In 1998 the yard of Greenock had never built 12 ferries for Oban.");
  }

  @Test
  void whatIsDeniedIsAffirmedAndWhatHasNoVerbToDenyIsDeniedAsAWhole() {
    assertThat(planted("It does not float.").get(Kind.NEGATION)).containsExactly("It does float.");
    assertThat(planted("Lunch from noon.").get(Kind.NEGATION))
        .containsExactly("It is not true that Lunch from noon.");
    assertThat(planted("Lunch from noon.")).containsOnlyKeys(Kind.NEGATION);
  }

  @Test
  void theSameSeedPlantsTheSame() {
    assertThat(new ErrorPlanter(3).plant(SENTENCE, PASSAGES))
        .isEqualTo(new ErrorPlanter(3).plant(SENTENCE, PASSAGES));
  }
}
