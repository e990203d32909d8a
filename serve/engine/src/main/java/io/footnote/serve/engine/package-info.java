/**
 * The embeddable Java API: everything that searches and answers, without HTTP. Start at {@link
 * io.footnote.serve.engine.Footnote}.
 */
@NullMarked
package io.footnote.serve.engine;

import org.jspecify.annotations.NullMarked;
