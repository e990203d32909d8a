/** What an ingest costs, beside the parts that cannot be saved. */
@NullMarked
package io.footnote.eval.bench.ingest;

import org.jspecify.annotations.NullMarked;
