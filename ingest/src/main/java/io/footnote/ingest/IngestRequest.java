package io.footnote.ingest;

import io.footnote.index.model.MetadataValue;
import java.util.List;
import java.util.Map;

/**
 * What to ingest.
 *
 * @param collection where to
 * @param inputs files, folders or texts, dealt with in order
 * @param policyId policy that the documents get
 * @param metadata added to every document; a document's own values for a key win
 */
public record IngestRequest(
    String collection,
    List<IngestInput> inputs,
    long policyId,
    Map<String, List<MetadataValue>> metadata) {
  public IngestRequest {
    inputs = List.copyOf(inputs);
    metadata = Map.copyOf(metadata);
  }
}
