package io.footnote.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LuceneSettingsTest {
  @Test
  void whatIsNotYetWrittenLeavesASmallHeapToOthers() {
    assertThat(LuceneSettings.ramBytes(4L << 30)).isEqualTo(128L << 20);
    assertThat(LuceneSettings.ramBytes(1L << 30)).isEqualTo(128L << 20);
    assertThat(LuceneSettings.ramBytes(64L << 20)).isEqualTo(8L << 20);
    assertThat(LuceneSettings.ramBytes(1 << 20)).isEqualTo(1 << 20);
  }
}
