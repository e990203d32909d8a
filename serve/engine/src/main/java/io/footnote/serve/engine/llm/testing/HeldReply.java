package io.footnote.serve.engine.llm.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A reply of a {@link ScriptedModelServer} that stays open until it is released or abandoned. */
public final class HeldReply {
  /** A closed connection shows when something is written to it, so comments are. */
  private static final byte[] COMMENT = ": thinking\n\n".getBytes(StandardCharsets.UTF_8);

  private static final long COMMENT_EVERY_MILLIS = 20;

  private final CountDownLatch released = new CountDownLatch(1);
  private final CompletableFuture<Boolean> abandoned = new CompletableFuture<>();

  HeldReply() {}

  /** Lets the reply end. */
  public void release() {
    released.countDown();
  }

  /** Whether the client closed the connection; completes when it does, or at the reply's end. */
  public CompletableFuture<Boolean> abandoned() {
    return abandoned;
  }

  /** Notes that the client closed the connection before the reply came to where it is held. */
  void lost() {
    abandoned.complete(true);
  }

  /** Waits; whether the reply may be brought to its end. */
  boolean await(OutputStream out) {
    boolean there = true;
    try {
      while (there && !released.await(COMMENT_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
        there = write(out);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    abandoned.complete(!there);
    return there;
  }

  private static boolean write(OutputStream out) {
    try {
      out.write(COMMENT);
      out.flush();
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
