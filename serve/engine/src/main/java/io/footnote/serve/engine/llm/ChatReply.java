package io.footnote.serve.engine.llm;

import io.footnote.serve.engine.model.Usage;

/**
 * The end of a reply.
 *
 * @param text the whole text
 * @param usage as the model server reports it; {@link Usage#NONE} if it does not
 * @param finishReason as the model server says, for example {@code stop} or {@code length}
 */
public record ChatReply(String text, Usage usage, String finishReason) {}
