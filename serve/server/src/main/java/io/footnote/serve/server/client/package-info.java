/** Footnote over HTTP, for programs beside a running server. */
@NullMarked
package io.footnote.serve.server.client;

import org.jspecify.annotations.NullMarked;
