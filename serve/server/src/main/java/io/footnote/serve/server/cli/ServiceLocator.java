package io.footnote.serve.server.cli;

import io.footnote.serve.engine.FootnoteService;
import io.footnote.serve.server.app.App;
import io.footnote.serve.server.app.ResolvedConfig;
import io.footnote.serve.server.app.ServerFile;
import io.footnote.serve.server.client.HttpFootnote;
import java.util.Optional;
import java.util.function.Function;

/** Finds who can serve a command: the server that holds the data folder, else this process. */
final class ServiceLocator {
  private ServiceLocator() {}

  static FootnoteService open(ResolvedConfig config, Function<ResolvedConfig, App> apps) {
    Optional<FootnoteService> running = running(config);
    return running.isPresent() ? running.get() : apps.apply(config).service();
  }

  /** A server that holds the folder; a note left by one that was killed is ignored. */
  static Optional<FootnoteService> running(ResolvedConfig config) {
    return ServerFile.find(config.config().data())
        .flatMap(file -> HttpFootnote.ifAlive(file.address(), file.key()));
  }
}
