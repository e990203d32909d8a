/**
 * Answers that are given again: kept while they hold, for those who may see what they take from.
 */
@NullMarked
package io.footnote.serve.engine.cache;

import org.jspecify.annotations.NullMarked;
