package io.footnote.ingest;

import io.footnote.index.model.MetadataValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to ingest.
 *
 * @param collection where to
 * @param inputs files, folders or texts, dealt with in order
 * @param policyId policy that the documents get; if null, a document that is there already keeps
 *     its policy and a new one is public
 * @param metadata added to every document; a document's own values for a key win
 */
public record IngestRequest(
    String collection,
    List<IngestInput> inputs,
    @Nullable Long policyId,
    Map<String, List<MetadataValue>> metadata)
    implements JobInput {
  public IngestRequest {
    inputs = List.copyOf(inputs);
    metadata = Map.copyOf(metadata);
  }
}
