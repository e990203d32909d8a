package io.footnote.serve.server.cli;

import io.footnote.serve.server.app.App;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Serves until it is stopped. */
@Command(name = "serve", description = "Serve the page and the API until stopped.")
final class ServeCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "Address to listen on (default: 127.0.0.1); others need API keys.")
  private @Nullable String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port to listen on (default: 7070); 0 picks a free one.")
  private @Nullable String port;

  ServeCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    Map<String, String> flags = new LinkedHashMap<>();
    if (host != null) {
      flags.put("host", host);
    }
    if (port != null) {
      flags.put("port", port);
    }
    try (App app = session.app(flags)) {
      String address = app.startServer().address();
      IngestRun.sayResumed(session, app.service());
      session.out().println("Footnote is at " + address + " (stop with Ctrl-C)");
      session.out().flush();
      Shutdown.await(app);
    }
    return 0;
  }
}
