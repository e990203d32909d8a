package io.footnote.serve.server.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices clients that close their connection while they wait for an answer, and interrupts the
 * work for them. Nothing can be sent before an answer in one piece, and what is sent on a stream
 * comes seldom, so the socket itself is looked at: one that can be read and holds no byte is at its
 * end. Nothing is read from it, because what comes may be the connection's next request; once such
 * a request waits, a departure goes unnoticed. Who only shuts down the sending half counts as gone.
 * Thread-safe.
 */
final class Departures implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Departures.class);

  /** After an interrupt that did not end the work. */
  private static final long AGAIN_MILLIS = 20;

  /** The system keeps a socket that the server has closed until the selector has looked at it. */
  private static final long TIDY_MILLIS = 200;

  private final Selector selector;
  private final Set<Watch> gone = new HashSet<>(); // confined to the thread

  Departures() {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofPlatform().name("footnote-departures").daemon(true).start(this::run);
  }

  /**
   * Watches a connection on behalf of the thread that calls, until the watch is closed.
   *
   * @param transport what the connection runs on; if it is no socket, nothing is noticed
   */
  Watch watch(@Nullable Object transport) {
    Watch watch = new Watch(Thread.currentThread());
    if (transport instanceof SocketChannel channel) {
      try {
        SelectionKey key = channel.keyFor(selector);
        if (key == null) {
          channel.register(selector, SelectionKey.OP_READ, watch);
        } else { // of an earlier request
          synchronized (key) { // a look under way must not end the interest of this watch
            key.attach(watch);
            key.interestOps(SelectionKey.OP_READ);
          }
        }
        selector.wakeup();
      } catch (IOException | CancelledKeyException e) {
        LOG.debug("a connection was closed before its request was answered", e);
      }
    }
    return watch;
  }

  private void run() {
    try {
      while (selector.isOpen()) {
        selector.select(this::look, pause());
        gone.removeIf(watch -> !watch.interrupt());
      }
    } catch (ClosedSelectorException e) {
      LOG.debug("the server stops", e);
    } catch (IOException e) {
      LOG.warn("clients that leave are no longer noticed", e);
    }
  }

  private long pause() {
    if (!gone.isEmpty()) {
      return AGAIN_MILLIS;
    }
    return selector.keys().isEmpty() ? 0 : TIDY_MILLIS;
  }

  private void look(SelectionKey key) {
    try {
      synchronized (key) {
        if (key.attachment() instanceof Watch watch && isAtEnd((SocketChannel) key.channel())) {
          if (!watch.suspected) {
            watch.suspected = true;
            return; // an end is seen again by the next look
          }
          gone.add(watch);
        }
        key.interestOps(0);
      }
    } catch (CancelledKeyException e) {
      LOG.debug("a connection was closed while its request was answered", e);
    }
  }

  private static boolean isAtEnd(SocketChannel channel) {
    try {
      return channel.socket().getInputStream().available() == 0;
    } catch (IOException e) {
      return true; // reset, which is an end, too
    }
  }

  @Override
  public void close() {
    try {
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One request. */
  static final class Watch implements AutoCloseable {
    private final Thread worker;

    /**
     * Whether its connection has looked like ended once, which may be due to bytes of the request
     * itself, of which the system told before they were read. Confined to the thread that looks.
     */
    private boolean suspected;

    private boolean interrupted;
    private boolean closed;

    private Watch(Thread worker) {
      this.worker = worker;
    }

    /** Interrupts the work; whether there still is any. */
    private synchronized boolean interrupt() {
      if (!closed) {
        interrupted = true;
        worker.interrupt();
      }
      return !closed;
    }

    /** Ends the watch; an interrupt does not outlive it. */
    @Override
    public synchronized void close() {
      closed = true;
      if (interrupted) {
        boolean _ = Thread.interrupted();
      }
    }
  }
}
