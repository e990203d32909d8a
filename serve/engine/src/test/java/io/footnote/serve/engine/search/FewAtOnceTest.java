package io.footnote.serve.engine.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.serve.engine.model.TooManyRequestsException;
import io.footnote.serve.engine.model.UnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FewAtOnceTest {

  @Test
  void whoFindsNoPlaceIsTold() {
    FewAtOnce one = new FewAtOnce("explanations", 1, Duration.ZERO);
    String inner =
        one.call(() -> {
          assertThatThrownBy(() -> one.call(() -> "second"))
              .isInstanceOf(TooManyRequestsException.class)
              .hasMessage("other explanations have kept this one waiting for 0 s; ask again later")
              .extracting("code")
              .isEqualTo("too_many_explanations");
          return "first";
        });
    assertThat(inner).isEqualTo("first");
    assertThat(one.call(() -> "third")).isEqualTo("third");
  }

  @Test
  void aFailureGivesThePlaceBack() {
    FewAtOnce one = new FewAtOnce("explanations", 1, Duration.ZERO);
    assertThatThrownBy(() -> one.call(() -> Integer.parseInt("no number")))
        .isInstanceOf(NumberFormatException.class);
    assertThat(one.call(() -> "next")).isEqualTo("next");
  }

  @Test
  void othersWaitForAPlace() throws Exception {
    FewAtOnce one = new FewAtOnce("explanations", 1, Duration.ofSeconds(20));
    CompletableFuture<String> waiting = new CompletableFuture<>();
    String first =
        one.call(() -> {
          Thread.ofVirtual().start(() -> waiting.complete(one.call(() -> "second")));
          return "first, second done: " + waiting.isDone();
        });
    assertThat(first).isEqualTo("first, second done: false");
    assertThat(waiting.get()).isEqualTo("second");
  }

  @Test
  void anInterruptEndsTheWait() {
    FewAtOnce one = new FewAtOnce("explanations", 1, Duration.ofSeconds(20));
    String told =
        one.call(() -> {
          Thread.currentThread().interrupt();
          assertThatThrownBy(() -> one.call(() -> "second"))
              .isInstanceOf(UnavailableException.class)
              .hasMessage("interrupted while waiting for other explanations");
          return Thread.interrupted() ? "still interrupted" : "lost";
        });
    assertThat(told).isEqualTo("still interrupted");
  }
}
