/**
 * Writes documents of many formats, and such as harm whoever reads them, for tests and benchmarks.
 */
@NullMarked
package io.footnote.ingest.testing;

import org.jspecify.annotations.NullMarked;
