/**
 * One collection's chunks, searchable by words and by vectors.
 *
 * <p>Writing goes through {@link io.footnote.index.ChunkIndex}; reading through a {@link
 * io.footnote.index.ReadView}, leased for one principal: everything read from it is filtered inside
 * the query. {@code model} holds the records, {@code lucene} the implementation, {@code fuse} score
 * fusion.
 */
@NullMarked
package io.footnote.index;

import org.jspecify.annotations.NullMarked;
