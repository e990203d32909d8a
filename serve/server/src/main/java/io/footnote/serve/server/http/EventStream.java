package io.footnote.serve.server.http;

import io.footnote.serve.engine.model.CancelledException;
import io.footnote.serve.server.json.Json;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Server-sent events to one client. Nothing is sent before the first event, so a request that fails
 * early can still get a status. Between events a comment is sent now and then: it keeps proxies
 * from closing the connection, and it finds out that the client has gone, in which case the thread
 * that works for it is interrupted.
 */
final class EventStream implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

  /** After an interrupt that did not end the work. */
  private static final Duration AGAIN = Duration.ofMillis(20);

  private final Context context;
  private final Duration heartbeat;
  private final Thread worker = Thread.currentThread();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private @Nullable OutputStream out;
  private boolean closed;
  private boolean gone;

  EventStream(Context context, Duration heartbeat) {
    this.context = context;
    this.heartbeat = heartbeat;
  }

  /**
   * Sends one event.
   *
   * @throws ClientGoneException if nobody listens any more
   */
  void send(String event, Object data) {
    write("event: " + event + "\ndata: " + Json.write(data) + "\n\n");
  }

  boolean started() {
    lock.lock();
    try {
      return out != null;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the client is known to have gone. */
  boolean abandoned() {
    lock.lock();
    try {
      return gone;
    } finally {
      lock.unlock();
    }
  }

  private void write(String text) {
    lock.lock();
    try {
      if (gone) {
        throw new ClientGoneException();
      }
      OutputStream stream = out == null ? start() : out;
      stream.write(text.getBytes(StandardCharsets.UTF_8));
      stream.flush();
    } catch (IOException e) {
      gone = true;
      throw new ClientGoneException(e);
    } finally {
      lock.unlock();
    }
  }

  private OutputStream start() throws IOException {
    context.disableCompression();
    context.contentType("text/event-stream;charset=utf-8");
    context.header("Cache-Control", "no-store");
    context.header("X-Accel-Buffering", "no");
    OutputStream stream = context.res().getOutputStream();
    out = stream;
    Thread.ofVirtual().name("heartbeat").start(this::beat);
    return stream;
  }

  private void beat() {
    lock.lock();
    try {
      while (!closed && !gone) {
        if (ended.awaitNanos(heartbeat.toNanos()) <= 0 && !closed) {
          touch();
        }
      }
      while (!closed) { // work may take an interrupt for its own, and go on
        worker.interrupt();
        long _ = ended.awaitNanos(AGAIN.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /** Sends a comment, which finds out whether the client is there. */
  private void touch() {
    try {
      write(": still working\n\n");
    } catch (ClientGoneException e) {
      LOG.debug("a heartbeat found the client gone");
    }
  }

  /** Ends the stream; an interrupt of the heartbeat does not outlive it. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      ended.signalAll();
      if (gone && Thread.currentThread() == worker) {
        boolean _ = Thread.interrupted();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The client closed the connection; its request needs no further work. */
  static final class ClientGoneException extends CancelledException {
    private static final long serialVersionUID = 1L;

    ClientGoneException() {
      super("the client has closed the connection", null);
    }

    ClientGoneException(Throwable cause) {
      super("the client has closed the connection", cause);
    }
  }
}
