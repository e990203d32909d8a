/** Records shared by all stages of the engine and by its callers. */
@NullMarked
package io.footnote.serve.engine.model;

import org.jspecify.annotations.NullMarked;
