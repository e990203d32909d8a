package io.footnote.serve.server.http;

import io.footnote.index.model.Principal;
import io.javalin.http.Context;

/** Handles a request of a caller who is known. */
@FunctionalInterface
interface Endpoint {
  void handle(Context context, Principal caller) throws Exception;
}
