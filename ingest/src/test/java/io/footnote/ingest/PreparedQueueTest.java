package io.footnote.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PreparedQueueTest {
  @Test
  void whatIsOnItsWayIsAShareOfASmallHeap() {
    assertThat(PreparedQueue.maxWeight(96L << 20) * 4096L).isEqualTo(6L << 20);
    assertThat(PreparedQueue.maxWeight(8L << 30) * 4096L).isEqualTo(64L << 20);
    assertThat(PreparedQueue.maxWeight(1 << 20) * 4096L).isEqualTo(1L << 20);
  }
}
