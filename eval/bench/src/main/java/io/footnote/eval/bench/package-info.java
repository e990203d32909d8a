/** Measures speed, always as a ratio against a named baseline of the same run. */
@NullMarked
package io.footnote.eval.bench;

import org.jspecify.annotations.NullMarked;
