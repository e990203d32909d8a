/** ONNX Runtime and the HuggingFace tokenizer; the only package that imports them. */
@NullMarked
package io.footnote.embed.onnx;

import org.jspecify.annotations.NullMarked;
