/**
 * What is remembered between questions: conversations, facts that somebody stated, and standing
 * instructions. Passages that were retrieved are not.
 */
@NullMarked
package io.footnote.serve.engine.memory;

import org.jspecify.annotations.NullMarked;
