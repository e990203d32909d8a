/** The program's entry point and its {@code eval} commands. */
@NullMarked
package io.footnote.eval.cli;

import org.jspecify.annotations.NullMarked;
