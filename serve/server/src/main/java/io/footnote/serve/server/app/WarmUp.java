package io.footnote.serve.server.app;

import io.footnote.embed.Embedding;
import io.footnote.embed.EmbeddingException;
import io.footnote.serve.engine.Footnote;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads the models while the server already listens; it is ready when that is done. */
final class WarmUp implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  private final Thread thread;
  private volatile boolean done;

  WarmUp(Footnote footnote) {
    thread =
        Thread.ofPlatform()
            .name("warm-up")
            .daemon()
            .unstarted(() -> {
              try {
                Embedding _ = footnote.embedder().embedQuery("warm up");
                footnote
                    .reranker()
                    .ifPresent(reranker -> {
                      double[] _ = reranker.score("warm up", List.of("warm up"));
                    });
                done = true;
              } catch (EmbeddingException e) {
                LOG.error("a model cannot be used: {}", e.getMessage());
              }
            });
  }

  void start() {
    thread.start();
  }

  boolean done() {
    return done;
  }

  /** Waits for the end: what is half loaded cannot be closed. */
  @Override
  public void close() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
