/** The answer pipeline and its answerers. */
@NullMarked
package io.footnote.serve.engine.answer;

import org.jspecify.annotations.NullMarked;
