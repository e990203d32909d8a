package io.footnote.serve.engine.llm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Calls to one model, whose connection is closed at once when the thread that waits for it is
 * interrupted. {@link HttpClient} alone keeps it open if the interrupt meets the response's
 * headers: the call is done then, and nobody has its body. And it looks at what it is to close when
 * its selector wakes, up to three seconds later, and nothing wakes it but its end; so after an
 * interrupt it is ended. Calls under way go on with it, later ones use another. Thread-safe.
 */
final class ModelConnections {
  private final Duration connectTimeout;
  private HttpClient client;

  ModelConnections(Duration connectTimeout) {
    this.connectTimeout = connectTimeout;
    this.client = newClient(connectTimeout);
  }

  private static HttpClient newClient(Duration connectTimeout) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(connectTimeout)
        .build();
  }

  /** Begins a call. */
  synchronized Call call(HttpRequest request) {
    return new Call(client, request);
  }

  private synchronized void retire(HttpClient used) {
    if (client.equals(used)) {
      client = newClient(connectTimeout);
      used.shutdown();
    }
  }

  /** A call whose response is read while it comes in. For one thread. */
  final class Call implements AutoCloseable {
    private final HttpClient used;
    private final Body body = new Body();
    private final CompletableFuture<HttpResponse<InputStream>> sent;
    private boolean interrupted;

    private Call(HttpClient used, HttpRequest request) {
      this.used = used;
      this.sent = used.sendAsync(request, body::receive);
    }

    /** The response as soon as its headers are there. */
    HttpResponse<InputStream> response() throws IOException, InterruptedException {
      try {
        return sent.get();
      } catch (InterruptedException e) {
        interrupted = true;
        throw e;
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case IOException failure -> throw failure;
          case RuntimeException failure -> throw failure;
          case null, default -> throw new IllegalStateException("a call of a model failed", e);
        }
      }
    }

    @Override
    public void close() {
      if (interrupted || Thread.currentThread().isInterrupted()) {
        boolean _ = sent.cancel(true);
        body.leave();
        retire(used);
      }
    }
  }

  /** What comes after the headers, even if nobody waits for it any more. */
  private static final class Body {
    private @Nullable InputStream stream;
    private boolean left;

    BodySubscriber<InputStream> receive(ResponseInfo headers) {
      BodySubscriber<InputStream> subscriber = BodySubscribers.ofInputStream();
      subscriber.getBody().thenAccept(this::received); // is there at once
      return subscriber;
    }

    private synchronized void received(InputStream received) {
      stream = received;
      if (left) {
        close(received);
      }
    }

    synchronized void leave() {
      left = true;
      if (stream != null) {
        close(stream);
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
}
