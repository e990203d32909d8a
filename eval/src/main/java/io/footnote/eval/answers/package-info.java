/** Measuring answers: the sentences chosen, errors found in them, and when there is none. */
@NullMarked
package io.footnote.eval.answers;

import org.jspecify.annotations.NullMarked;
