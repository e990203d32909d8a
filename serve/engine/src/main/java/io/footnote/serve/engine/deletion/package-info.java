/** What people deleted: the intent before, the tombstone after. */
@NullMarked
package io.footnote.serve.engine.deletion;

import org.jspecify.annotations.NullMarked;
