package io.footnote.serve.engine.model;

import org.jspecify.annotations.Nullable;

/**
 * A collection as one principal sees it.
 *
 * @param documents documents the principal may read
 * @param chunks chunks the principal may read
 * @param embeddingModel what its vectors were made by
 * @param answering from which confidence on its questions are answered
 * @param mismatch why it cannot be searched with what is configured, and how to mend that; null if
 *     it can
 */
public record CollectionInfo(
    String name,
    long documents,
    long chunks,
    String embeddingModel,
    AnswerThresholds answering,
    @Nullable String mismatch) {}
