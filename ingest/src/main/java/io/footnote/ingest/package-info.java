/** From sources to committed chunks: parse, chunk, embed, index, commit, report. */
@NullMarked
package io.footnote.ingest;

import org.jspecify.annotations.NullMarked;
