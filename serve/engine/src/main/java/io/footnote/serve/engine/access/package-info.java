/** Who may read what: policies and API keys. */
@NullMarked
package io.footnote.serve.engine.access;

import org.jspecify.annotations.NullMarked;
