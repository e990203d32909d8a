package io.footnote.serve.engine.retrieve;

import io.footnote.serve.engine.model.Dropped;
import io.footnote.serve.engine.model.SearchResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was retrieved.
 *
 * @param results best first
 * @param candidates how many candidates were ranked
 * @param dropped candidates that did not make it among the results, best first; the first few
 * @param queryVector the query's vector; null if no leg needed it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Retrieval(
    List<SearchResult> results,
    int candidates,
    List<Dropped> dropped,
    float @Nullable [] queryVector) {
  public Retrieval {
    results = List.copyOf(results);
    dropped = List.copyOf(dropped);
  }
}
