/**
 * Text, structure and offsets of documents; Tika in a process of its own. The only package that
 * imports Tika.
 */
@NullMarked
package io.footnote.ingest.parse;

import org.jspecify.annotations.NullMarked;
