/** Words and sentences as every feature sees them. */
@NullMarked
package io.footnote.serve.engine.text;

import org.jspecify.annotations.NullMarked;
