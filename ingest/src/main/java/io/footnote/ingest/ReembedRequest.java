package io.footnote.ingest;

import java.util.Objects;

/**
 * To make a collection's index anew from the documents it holds.
 *
 * @param dropMissing whether the new index may take the place of the old one without the documents
 *     whose text is no longer kept
 */
public record ReembedRequest(String collection, boolean dropMissing) implements JobInput {
  public ReembedRequest {
    Objects.requireNonNull(collection);
  }
}
