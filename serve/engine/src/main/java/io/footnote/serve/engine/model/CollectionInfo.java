package io.footnote.serve.engine.model;

import org.jspecify.annotations.Nullable;

/**
 * A collection as one principal sees it.
 *
 * @param documents documents the principal may read
 * @param chunks chunks the principal may read
 * @param embeddingModel what its vectors were made by; {@code none} if it has none
 * @param lexicalOnly whether it has no vectors, so that it is searched by words alone
 * @param answering from which confidence on its questions are answered
 * @param mismatch why it cannot be searched with what is configured, and how to mend that; null if
 *     it can
 */
public record CollectionInfo(
    String name,
    long documents,
    long chunks,
    String embeddingModel,
    boolean lexicalOnly,
    AnswerThresholds answering,
    @Nullable String mismatch) {}
