/** Ingests a real collection again and again with the process killed, and looks at what is left. */
@NullMarked
package io.footnote.eval.bench.soak;

import org.jspecify.annotations.NullMarked;
