package io.footnote.serve.server.client;

import io.footnote.serve.engine.FootnoteService;
import io.footnote.serve.engine.FootnoteServiceContract;
import io.footnote.serve.engine.RerankerChoice;
import io.footnote.serve.server.TestApps;
import io.footnote.serve.server.app.App;
import io.footnote.serve.server.app.ServerFile;
import io.footnote.serve.server.http.HttpServer;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A server on loopback keeps what the engine in this process keeps. */
class HttpFootnoteTest implements FootnoteServiceContract {
  @TempDir Path folder;
  private App app;

  @Override
  public FootnoteService open(@Nullable RerankerChoice reranker) {
    app = TestApps.open(folder, reranker);
    HttpServer server = app.startServer();
    String key = ServerFile.find(folder.resolve("data")).orElseThrow().key();
    return new HttpFootnote(URI.create(server.address()), key);
  }

  @AfterEach
  void stop() {
    if (app != null) {
      app.close();
    }
  }
}
