/** The seam where text is masked before a model and restored after it. */
@NullMarked
package io.footnote.serve.engine.guard;

import org.jspecify.annotations.NullMarked;
