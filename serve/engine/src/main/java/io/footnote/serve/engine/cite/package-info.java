/** Reads footnote marks out of a model's answer and checks each sentence against the passages. */
@NullMarked
package io.footnote.serve.engine.cite;

import org.jspecify.annotations.NullMarked;
