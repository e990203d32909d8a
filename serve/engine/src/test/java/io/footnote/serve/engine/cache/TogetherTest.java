package io.footnote.serve.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.serve.engine.cache.Together.Member;
import io.footnote.serve.engine.model.UnavailableException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TogetherTest {
  private final AtomicInteger made = new AtomicInteger();
  private final Together<String, Integer> together = new Together<>(made::incrementAndGet);

  @Test
  void whoAsksTheSameSharesWhileOneIsThere() {
    try (Member<Integer> first = together.join("a")) {
      Member<Integer> second = together.join("a");
      try (Member<Integer> other = together.join("b")) {
        assertThat(second.shared()).isEqualTo(first.shared()).isNotEqualTo(other.shared());
      }
      second.close();
      assertThat(together.size()).isEqualTo(1);
      try (Member<Integer> third = together.join("a")) {
        assertThat(third.shared()).isEqualTo(first.shared());
      }
    }
    assertThat(together.size()).isZero();
    try (Member<Integer> later = together.join("a")) {
      assertThat(later.shared()).isEqualTo(3);
    }
  }

  @Test
  void whatFailsIsMadeByTheNext() {
    Once<String> once = new Once<>();
    assertThatThrownBy(() ->
            once.get(() -> {
              throw new IllegalStateException("no model");
            }))
        .hasMessage("no model");
    assertThat(once.get(() -> "made")).isEqualTo("made");
    assertThat(once.get(() -> "made again")).isEqualTo("made");
  }

  @Test
  void whoIsInterruptedDoesNotWait() {
    Once<String> once = new Once<>();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> once.get(() -> "made"))
        .isInstanceOf(UnavailableException.class)
        .hasMessage("interrupted while waiting for who asks the same");
    assertThat(Thread.interrupted()).isTrue();
  }
}
