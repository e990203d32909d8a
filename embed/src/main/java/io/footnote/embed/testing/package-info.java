/** Fakes for tests of other modules; nothing in production imports this package. */
@NullMarked
package io.footnote.embed.testing;

import org.jspecify.annotations.NullMarked;
