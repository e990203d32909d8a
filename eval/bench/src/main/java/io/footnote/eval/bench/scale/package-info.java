/** Measures the index itself at sizes up to a million chunks, made from real ones. */
@NullMarked
package io.footnote.eval.bench.scale;

import org.jspecify.annotations.NullMarked;
