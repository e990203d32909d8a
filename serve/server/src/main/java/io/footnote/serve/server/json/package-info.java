/** The JSON of the HTTP interface, shared by the server and its client. */
@NullMarked
package io.footnote.serve.server.json;

import org.jspecify.annotations.NullMarked;
