package io.footnote.serve.server.http;

import io.footnote.serve.server.json.Json;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Gives the errors Jetty finds before a request reaches a route the shape of all others. */
final class JsonErrorHandler extends ErrorHandler {

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    @Nullable Object message = request.getAttribute(ERROR_MESSAGE);
    Failure failure =
        Failure.ofStatus(response.getStatus(), message == null ? null : message.toString());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    Content.Sink.write(response, true, Json.write(failure.body()), callback);
    return true;
  }
}
