/** The command line. */
@NullMarked
package io.footnote.serve.server.cli;

import org.jspecify.annotations.NullMarked;
