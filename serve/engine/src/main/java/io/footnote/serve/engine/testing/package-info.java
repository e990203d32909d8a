/**
 * Stand-ins for tests of this and other modules; nothing in production imports this package.
 */
@NullMarked
package io.footnote.serve.engine.testing;

import org.jspecify.annotations.NullMarked;
