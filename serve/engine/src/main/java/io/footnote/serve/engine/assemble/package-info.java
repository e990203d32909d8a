/** From ranked passages to what an answerer reads within its budget. */
@NullMarked
package io.footnote.serve.engine.assemble;

import org.jspecify.annotations.NullMarked;
