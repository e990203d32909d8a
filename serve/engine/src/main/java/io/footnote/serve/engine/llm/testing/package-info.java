/** A scripted model server for tests; nothing in production imports this package. */
@NullMarked
package io.footnote.serve.engine.llm.testing;

import org.jspecify.annotations.NullMarked;
