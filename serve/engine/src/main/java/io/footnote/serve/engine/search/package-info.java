/** The search pipeline. */
@NullMarked
package io.footnote.serve.engine.search;

import org.jspecify.annotations.NullMarked;
