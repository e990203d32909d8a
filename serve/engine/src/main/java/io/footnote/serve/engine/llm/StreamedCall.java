package io.footnote.serve.engine.llm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import org.jspecify.annotations.Nullable;

/**
 * A request whose response is read while it comes in, and whose connection is closed whenever the
 * wait for it is interrupted. {@link HttpClient} alone keeps the connection open if the interrupt
 * meets the response's headers: the call is done then, and nobody has its body. For one request.
 */
final class StreamedCall {
  private final HttpClient client;
  private @Nullable InputStream body;
  private boolean left;

  StreamedCall(HttpClient client) {
    this.client = client;
  }

  /** The response as soon as its headers are there. */
  HttpResponse<InputStream> send(HttpRequest request) throws IOException, InterruptedException {
    BodyHandler<InputStream> streamed = this::receive;
    try {
      return client.send(request, streamed);
    } catch (InterruptedException e) {
      leave();
      throw e;
    }
  }

  private BodySubscriber<InputStream> receive(ResponseInfo headers) {
    BodySubscriber<InputStream> subscriber = BodySubscribers.ofInputStream();
    subscriber.getBody().thenAccept(this::received); // is there at once
    return subscriber;
  }

  private synchronized void received(InputStream stream) {
    body = stream;
    if (left) {
      close(stream);
    }
  }

  private synchronized void leave() {
    left = true;
    if (body != null) {
      close(body);
    }
  }

  private static void close(InputStream stream) {
    try {
      stream.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the stream of a model's reply cannot be closed", e);
    }
  }
}
