/** Language models behind one streaming call; the only package that speaks to them. */
@NullMarked
package io.footnote.serve.engine.llm;

import org.jspecify.annotations.NullMarked;
