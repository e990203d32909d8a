package io.footnote.ingest.chunk;

import io.footnote.ingest.parse.ParsedDocument.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The smallest piece that the chunker moves: a sentence, a list item, a table row, a heading, or a
 * part of one that is too long.
 *
 * @param start first character
 * @param end one past the last, without white space after it
 * @param tokens what it costs, white space after it included
 * @param kind of the block it belongs to
 * @param level 1 to 6 for headings, else 0
 * @param block number of its block; a cut within a block is worse than one between blocks
 * @param page number of its page, from 1; 0 without pages
 * @param path headings above it, itself included if it is one
 * @param tableHeader caption and header of its table, for the header itself the caption; null
 *     outside tables and where there is none
 */
record Atom(
    int start,
    int end,
    int tokens,
    Kind kind,
    int level,
    int block,
    int page,
    List<String> path,
    @Nullable String tableHeader) {

  boolean isHeading() {
    return kind == Kind.HEADING;
  }
}
