/**
 * Records that cross the boundary of the index: documents, chunks, filters, principals, the
 * manifest.
 */
@NullMarked
package io.footnote.index.model;

import org.jspecify.annotations.NullMarked;
