package io.footnote.serve.engine.model;

import io.footnote.index.model.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Asks why a search finds a document where it does, or does not find it.
 *
 * @param as who searches; null for the caller. Operators only
 * @param maxContextTokens also asks whether the document would be in the context of an answer that
 *     may read this many tokens; null to ask about the search alone
 */
public record WhyRequest(
    SearchRequest search,
    String documentId,
    @Nullable Principal as,
    @Nullable Integer maxContextTokens) {
  public WhyRequest {
    if (maxContextTokens != null) {
      Requests.checkContextTokens(maxContextTokens);
    }
    if (documentId.isBlank()) {
      throw InvalidRequestException.of("document_id", "document_id must not be empty");
    }
  }

  /** Asks about the search alone. */
  public WhyRequest(SearchRequest search, String documentId, @Nullable Principal as) {
    this(search, documentId, as, null);
  }
}
