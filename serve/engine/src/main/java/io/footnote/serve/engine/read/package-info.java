/** Reads passages as people do: each unit with the heading, table or column it stands under. */
@NullMarked
package io.footnote.serve.engine.read;

import org.jspecify.annotations.NullMarked;
