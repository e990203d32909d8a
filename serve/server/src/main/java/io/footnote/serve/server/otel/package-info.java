/** Traces for OpenTelemetry collectors; the only package that knows OpenTelemetry. */
@NullMarked
package io.footnote.serve.server.otel;

import org.jspecify.annotations.NullMarked;
