package io.footnote.serve.engine.trace;

import io.footnote.serve.engine.model.Dropped;
import java.util.List;

/**
 * One stage of a request.
 *
 * @param name as in the pipeline: {@code retrieve}, {@code assemble} …
 * @param input what it got, masked
 * @param output what it made, masked
 * @param millis how long it took
 * @param tokens tokens read and written; 0 where no tokens are counted
 * @param dropped what it left out and why
 */
public record TraceStage(
    String name, String input, String output, long millis, int tokens, List<Dropped> dropped) {
  public TraceStage {
    dropped = List.copyOf(dropped);
  }
}
