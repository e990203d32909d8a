/** Whether the documents hold an answer, and what follows from that. */
@NullMarked
package io.footnote.serve.engine.decide;

import org.jspecify.annotations.NullMarked;
