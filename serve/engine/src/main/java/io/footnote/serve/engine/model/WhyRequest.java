package io.footnote.serve.engine.model;

import io.footnote.index.model.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Asks why a search finds a document where it does, or does not find it.
 *
 * @param as who searches; null for the caller. Operators only
 */
public record WhyRequest(SearchRequest search, String documentId, @Nullable Principal as) {
  public WhyRequest {
    if (documentId.isBlank()) {
      throw InvalidRequestException.of("document_id", "document_id must not be empty");
    }
  }
}
