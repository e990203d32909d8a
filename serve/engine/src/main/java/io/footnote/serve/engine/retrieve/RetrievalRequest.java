package io.footnote.serve.engine.retrieve;

import io.footnote.index.model.Filter;
import io.footnote.index.model.SearchMode;
import org.jspecify.annotations.Nullable;

/**
 * What to retrieve.
 *
 * @param topK results wanted
 * @param explain whether scores carry ranks of the legs
 */
public record RetrievalRequest(
    String text, SearchMode mode, int topK, @Nullable Filter filter, boolean explain) {}
