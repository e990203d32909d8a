package io.footnote.serve.server.app;

import io.footnote.embed.Embedder;
import io.footnote.serve.engine.FootnoteService;
import io.footnote.serve.engine.model.UnavailableException;
import io.footnote.serve.server.http.HttpServer;
import org.jspecify.annotations.Nullable;

/** Builds the components of one process. */
public final class App implements AutoCloseable {
  private final ResolvedConfig resolved;
  private @Nullable FootnoteService service;
  private @Nullable HttpServer server;
  private @Nullable Embedder embedder;

  public App(ResolvedConfig resolved) {
    this.resolved = resolved;
  }

  public FootnoteService service() {
    return there(service);
  }

  public HttpServer startServer() {
    return there(server);
  }

  public Embedder openEmbedder() {
    return there(embedder);
  }

  private <T> T there(@Nullable T component) {
    if (component == null) {
      throw new UnavailableException("engine_missing", null, "no engine in " + resolved.config().data());
    }
    return component;
  }

  @Override
  public void close() {
    service = null;
    server = null;
    embedder = null;
  }
}
