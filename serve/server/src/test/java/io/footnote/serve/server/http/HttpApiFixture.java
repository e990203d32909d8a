package io.footnote.serve.server.http;

import io.footnote.serve.server.TestApps;
import io.footnote.serve.server.app.App;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A real server in open mode, spoken to over real HTTP. */
abstract class HttpApiFixture {
  @TempDir static Path folder;
  static App app;
  static HttpServer server;
  static Caller caller;

  @BeforeAll
  static void start() throws InterruptedException {
    app =
        TestApps.open(
            folder,
            Map.of(
                "max_request_bytes",
                "4096",
                "max_upload_bytes",
                "65536",
                "keep_originals",
                "true"));
    server = app.startServer();
    caller = new Caller(server.address());
    TestApps.ingestSamples(app.service());
  }

  @AfterAll
  static void stop() {
    caller.close();
    app.close();
  }
}
