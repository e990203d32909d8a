/** Configuration and wiring; the only package that reads the environment. */
@NullMarked
package io.footnote.serve.server.app;

import org.jspecify.annotations.NullMarked;
