package io.footnote.serve.engine.rewrite;

import io.footnote.serve.engine.model.StandaloneQuestion;
import java.util.List;

/**
 * Makes of the last turn of a conversation what is to be searched for. The turn as it was asked is
 * always part of it. Thread-safe.
 */
@FunctionalInterface
public interface Rewriter {

  /** Searches for every turn by its own words alone. */
  Rewriter NONE =
      request ->
          RewrittenQuestion.search(
              StandaloneQuestion.of(request.question()),
              LongText.parts(request.question()),
              "nobody",
              List.of());

  RewrittenQuestion rewrite(RewriteRequest request);
}
