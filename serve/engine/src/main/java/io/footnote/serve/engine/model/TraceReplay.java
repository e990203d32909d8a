package io.footnote.serve.engine.model;

import java.util.List;

/**
 * What the stages of an answer make today of what they were given then.
 *
 * @param same whether every stage made the same
 * @param stages in their order; what one makes differently, the next is given differently
 * @param changes what is otherwise than it was then: settings, the embedding model, masked text
 */
public record TraceReplay(
    String traceId, boolean same, List<ReplayedStage> stages, List<String> changes) {
  public TraceReplay {
    stages = List.copyOf(stages);
    changes = List.copyOf(changes);
  }

  /**
   * One stage.
   *
   * @param then what it made, as text
   * @param now what it makes
   */
  public record ReplayedStage(String name, boolean same, String then, String now) {
    public static ReplayedStage of(String name, String then, String now) {
      return new ReplayedStage(name, then.equals(now), then, now);
    }
  }
}
