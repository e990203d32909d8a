package io.footnote.index.model;

/**
 * What made an index; kept in every commit and compared when it is opened.
 *
 * @param schemaVersion version of fields and records
 * @param embeddingModel the model's name, for people; {@value #NO_MODEL} in an index without
 *     vectors
 * @param embeddingModelHash the model's content hash; likewise
 * @param dimension floats in a vector; 0 in an index without vectors, and only there
 * @param similarity vector similarity, {@code dot_product}; {@value #NO_MODEL} likewise
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
  /** Stands for the model where none was needed. */
  public static final String NO_MODEL = "none";

  public Manifest {
    if (dimension < 0 || (dimension == 0) != embeddingModelHash.equals(NO_MODEL)) {
      throw new IllegalArgumentException(
          "vectors of model %s (hash %s) cannot have %d dimensions"
              .formatted(embeddingModel, embeddingModelHash, dimension));
    }
  }

  /** The manifest of an index of {@link IndexKind#LEXICAL_ONLY}. */
  public static Manifest lexicalOnly(int schemaVersion, String analyzer, String chunker) {
    return new Manifest(schemaVersion, NO_MODEL, NO_MODEL, 0, NO_MODEL, analyzer, chunker);
  }

  public IndexKind kind() {
    return dimension == 0 ? IndexKind.LEXICAL_ONLY : IndexKind.HYBRID;
  }
}
