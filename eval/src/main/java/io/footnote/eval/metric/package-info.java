/** Retrieval metrics as trec_eval and BEIR define them, percentiles, and a paired test. */
@NullMarked
package io.footnote.eval.metric;

import org.jspecify.annotations.NullMarked;
