package io.footnote.serve.engine.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PatternMaskerTest {
  private final Masker masker =
      new PatternMasker(
          List.of(
              MaskPattern.of("EMAIL", "[\\w.]+@[\\w.]+\\w"), MaskPattern.of("PHONE", "\\+\\d{6,}")));

  @Test
  void whatIsMaskedIsRestored() {
    Masking masking = masker.begin("k1");
    String text = "Write to ann@x.org or bob@x.org, call +49301234, or again ann@x.org.";
    String masked = masking.mask(text);
    assertThat(masked)
        .isEqualTo("Write to EMAIL_k1_1 or EMAIL_k1_2, call PHONE_k1_3, or again EMAIL_k1_1.");
    assertThat(masking.unmask(masked)).isEqualTo(text);
  }

  @Test
  void aPlaceholderOfAnotherRequestStaysAsItIs() {
    masker.begin("k1").mask("ann@x.org");
    assertThat(masker.begin("k2").unmask("EMAIL_k1_1")).isEqualTo("EMAIL_k1_1");
  }

  @Test
  void aPatternThatMasksEverythingIsRefused() {
    assertThatThrownBy(() -> MaskPattern.of("ALL", "x*"))
        .hasMessage("the pattern of mask ALL matches the empty text; it would mask everything");
  }
}
