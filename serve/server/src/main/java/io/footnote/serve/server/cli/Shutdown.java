package io.footnote.serve.server.cli;

import io.footnote.serve.server.app.App;
import java.util.concurrent.CountDownLatch;

/** Keeps a server up until the process is told to stop. */
final class Shutdown {
  private Shutdown() {}

  /** Waits for a signal, which closes {@code app}, or for an interrupt, which only returns. */
  static void await(App app) throws InterruptedException {
    Thread hook = new Thread(app::close, "shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Runtime.getRuntime().removeShutdownHook(hook);
      throw e;
    }
  }
}
