/** Jobs that outlive the request that asked for them. */
@NullMarked
package io.footnote.serve.engine.job;

import org.jspecify.annotations.NullMarked;
