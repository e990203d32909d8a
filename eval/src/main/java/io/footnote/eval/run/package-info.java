/** Ingests a test collection, asks its queries in each mode, and measures. */
@NullMarked
package io.footnote.eval.run;

import org.jspecify.annotations.NullMarked;
