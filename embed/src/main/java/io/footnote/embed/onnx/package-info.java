/**
 * ONNX Runtime and the HuggingFace tokenizer; the only package that imports them.
 *
 * <p>{@link io.footnote.embed.onnx.EmbeddingModels#open} turns a {@link
 * io.footnote.embed.onnx.ModelLocation} into an {@link io.footnote.embed.onnx.OnnxEmbedder}, and
 * {@link io.footnote.embed.onnx.Rerankers#open} a folder into an {@link
 * io.footnote.embed.onnx.OnnxReranker}. What comes inside jars (native libraries, the default
 * model) is unpacked once into a cache folder and reused, so that a command that embeds one query
 * starts in a fraction of a second. Nothing in this package opens a network connection.
 */
@NullMarked
package io.footnote.embed.onnx;

import org.jspecify.annotations.NullMarked;
