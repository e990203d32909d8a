/** From a query to ranked passages. */
@NullMarked
package io.footnote.serve.engine.retrieve;

import org.jspecify.annotations.NullMarked;
