/** The index on Lucene; the only package that imports it. */
@NullMarked
package io.footnote.index.lucene;

import org.jspecify.annotations.NullMarked;
