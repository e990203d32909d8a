/**
 * The HTTP interface: routes, callers, errors, streams. The only package that knows Javalin and
 * Jetty.
 */
@NullMarked
package io.footnote.serve.server.http;

import org.jspecify.annotations.NullMarked;
