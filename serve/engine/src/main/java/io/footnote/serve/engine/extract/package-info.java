/** Chooses the sentences of passages that answer a question, or finds that none does. */
@NullMarked
package io.footnote.serve.engine.extract;

import org.jspecify.annotations.NullMarked;
