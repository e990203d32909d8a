package io.footnote.serve.server.client;

import java.io.IOException;

/** A server took a request, and neither answers it nor gives a sign of life. */
final class ServerSilentException extends IOException {
  private static final long serialVersionUID = 1L;

  ServerSilentException() {
    super("it took the request and gives no sign of life");
  }
}
