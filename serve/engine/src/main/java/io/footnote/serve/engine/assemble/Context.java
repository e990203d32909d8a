package io.footnote.serve.engine.assemble;

import io.footnote.serve.engine.model.Dropped;
import io.footnote.serve.engine.model.Passage;
import java.util.List;

/**
 * What an answerer may read.
 *
 * @param passages best first, numbered from 1
 * @param reading the same and perhaps more in the form and order in which the answerer reads it;
 *     numbered on its own
 * @param tokens tokens that {@code reading} takes, as the reader counts them
 * @param dropped passages left out and why
 */
public record Context(
    List<Passage> passages, List<Passage> reading, int tokens, List<Dropped> dropped) {
  /** How the reason begins when a passage is dropped because it must not leave this process. */
  static final String RESTRICTED = "restricted: ";

  public Context {
    passages = List.copyOf(passages);
    reading = List.copyOf(reading);
    dropped = List.copyOf(dropped);
  }

  /** How many passages the reader may not be shown. */
  public long withheld() {
    return dropped.stream().filter(one -> one.reason().startsWith(RESTRICTED)).count();
  }

  /** What was made of the passages, for people. */
  public String summary() {
    long found = passages.size();
    long read = reading.stream().mapToLong(passage -> passage.parts().size()).sum();
    String summary = found + " passages";
    if (read > found) {
      summary += ", with " + (read - found) + " around them";
    }
    if (reading.size() < read) {
      summary += ", read as " + reading.size();
    }
    return summary;
  }
}
