/** What tests and benchmarks of whole processes need to see. */
@NullMarked
package io.footnote.eval.testing;

import org.jspecify.annotations.NullMarked;
