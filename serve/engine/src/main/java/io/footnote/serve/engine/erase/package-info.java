/** Deletions: what is to go, until nothing of it is left, and the receipts of what has gone. */
@NullMarked
package io.footnote.serve.engine.erase;

import org.jspecify.annotations.NullMarked;
