/** From a turn of a conversation to what is searched for. */
@NullMarked
package io.footnote.serve.engine.rewrite;

import org.jspecify.annotations.NullMarked;
