package io.footnote.ingest;

import io.footnote.index.model.MetadataValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to ingest.
 *
 * @param collection where to
 * @param inputs files, folders or texts, dealt with in order
 * @param policyId policy that the documents get; if null, a document that is there already keeps
 *     its policy and a new one is public
 * @param metadata added to every document; a document's own values for a key win
 * @param excludes patterns in the syntax of {@code .gitignore}, relative to each folder; what they
 *     match below it is left out
 * @param only if not null, deals with these alone of what the inputs come to: sources of documents,
 *     or of folders, files and lines that were named as failed
 */
public record IngestRequest(
    String collection,
    List<IngestInput> inputs,
    @Nullable Long policyId,
    Map<String, List<MetadataValue>> metadata,
    List<String> excludes,
    @Nullable Set<String> only)
    implements JobInput {
  public IngestRequest {
    inputs = List.copyOf(inputs);
    metadata = Map.copyOf(metadata);
    excludes = List.copyOf(excludes);
    only = only == null ? null : Set.copyOf(only);
  }

  /** All of the inputs. */
  public IngestRequest(
      String collection,
      List<IngestInput> inputs,
      @Nullable Long policyId,
      Map<String, List<MetadataValue>> metadata) {
    this(collection, inputs, policyId, metadata, List.of(), null);
  }

  /** The same, for these sources alone; null for all. */
  public IngestRequest withOnly(@Nullable Set<String> sources) {
    return new IngestRequest(collection, inputs, policyId, metadata, excludes, sources);
  }
}
