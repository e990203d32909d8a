/** Structure-aware chunking within the embedding model's length. */
@NullMarked
package io.footnote.ingest.chunk;

import org.jspecify.annotations.NullMarked;
