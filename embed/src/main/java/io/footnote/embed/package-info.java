/**
 * Turns text into vectors.
 *
 * <p>{@link io.footnote.embed.Embedder} is the contract; {@code onnx} runs a transformer locally;
 * {@link io.footnote.embed.VectorCache} keeps what was computed. This package knows nothing of
 * documents or indexes.
 */
@NullMarked
package io.footnote.embed;

import org.jspecify.annotations.NullMarked;
