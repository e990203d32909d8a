package io.footnote.serve.server.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what a server sends, for as long as the server lives. Thread-safe. */
final class Vigil {
  private final HttpClient client;
  private final HttpRequest health;
  private final Patience patience;

  Vigil(HttpClient client, URI server, Patience patience) {
    this.client = client;
    this.health =
        HttpRequest.newBuilder(server.resolve("/health/live")).timeout(patience.sign()).build();
    this.patience = patience;
  }

  /** The response to a request, with a body that is watched too. */
  HttpResponse<InputStream> send(HttpRequest request) throws IOException, InterruptedException {
    return await(client.sendAsync(request, BodyHandlers.ofInputStream()));
  }

  /** The body of a response; a read of it ends when the server gives no sign of life. */
  InputStream body(HttpResponse<InputStream> response) {
    return new Body(response.body());
  }

  private <T> T await(Future<T> work) throws IOException, InterruptedException {
    try {
      while (true) {
        try {
          return work.get(patience.silence().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
          if (!lives() && !work.isDone()) {
            throw new ServerSilentException();
          }
        }
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
    } finally {
      work.cancel(true);
    }
  }

  /** Any response is a sign of life. */
  private boolean lives() throws InterruptedException {
    try {
      HttpResponse<Void> _ = client.send(health, BodyHandlers.discarding());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Reads on a thread of its own, since a read of a socket cannot be given a limit. */
  private final class Body extends InputStream {
    private final InputStream in;

    Body(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (in.available() > 0) {
        return in.read(bytes, offset, length);
      }
      FutureTask<Integer> read = new FutureTask<>(() -> in.read(bytes, offset, length));
      Thread.ofVirtual().name("read-reply").start(read);
      try {
        return await(read);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while reading a reply", e);
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
