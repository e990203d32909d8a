package io.footnote.serve.server.http;

import jakarta.servlet.ServletRequest;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Lets handlers of requests know what the connection of each runs on. */
final class TransportHandler extends Handler.Wrapper {
  private static final String TRANSPORT = TransportHandler.class.getName();

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    request.setAttribute(
        TRANSPORT, request.getConnectionMetaData().getConnection().getEndPoint().getTransport());
    return super.handle(request, response, callback);
  }

  static @Nullable Object transport(ServletRequest request) {
    return request.getAttribute(TRANSPORT);
  }
}
