package io.footnote.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnreadableReasonsTest {
  @Test
  void whatIsNoFaultOfTheDocumentDoesNotLast() {
    assertThat(
            UnreadableReasons.failure("java.io.IOException: No space left on device", "a.pdf")
                .lasts())
        .isFalse();
    assertThat(new ParserLostException("parsing took longer than 2 s").lasts()).isFalse();
    assertThat(
            new ArchiveLimitException("2 of the files in it made the parser hang", false).lasts())
        .isFalse();
    UnreadableDocumentException damaged =
        UnreadableReasons.failure("java.io.IOException: no header", "a.pdf");
    assertThat(damaged.lasts()).isTrue();
    assertThat(damaged).hasMessage("it is damaged or not a valid PDF file (no header)");
    assertThat(new ScannedException("it has no text (image/png)").lasts()).isTrue();
    assertThat(new ArchiveLimitException("archives are nested").lasts()).isTrue();
  }
}
