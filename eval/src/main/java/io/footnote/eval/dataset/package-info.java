/**
 * Test collections: what to ingest, what to ask, and what should be found. Knows BEIR folders and
 * folders of documents with a {@code questions.jsonl}.
 */
@NullMarked
package io.footnote.eval.dataset;

import org.jspecify.annotations.NullMarked;
