/** What happened while a question was answered, stage by stage. */
@NullMarked
package io.footnote.serve.engine.trace;

import org.jspecify.annotations.NullMarked;
