package io.footnote.serve.engine.model;

/**
 * A collection as one principal sees it.
 *
 * @param documents documents the principal may read
 * @param chunks chunks the principal may read
 */
public record CollectionInfo(String name, long documents, long chunks, String embeddingModel) {}
