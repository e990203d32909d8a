package io.footnote.index.model;

/**
 * What made an index; kept in every commit and compared when it is opened.
 *
 * @param schemaVersion version of fields and records
 * @param embeddingModel the model's name, for people
 * @param embeddingModelHash the model's content hash
 * @param dimension floats in a vector
 * @param similarity vector similarity, {@code dot_product}
 * @param analyzer identifies text analysis
 * @param chunker identifies the chunker and its settings
 */
public record Manifest(
    int schemaVersion,
    String embeddingModel,
    String embeddingModelHash,
    int dimension,
    String similarity,
    String analyzer,
    String chunker) {

  public Manifest withAnalyzer(String other) {
    return new Manifest(
        schemaVersion, embeddingModel, embeddingModelHash, dimension, similarity, other, chunker);
  }
}
