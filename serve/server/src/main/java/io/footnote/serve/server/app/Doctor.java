package io.footnote.serve.server.app;

import io.footnote.embed.Embedder;
import io.footnote.embed.EmbeddingException;
import io.footnote.embed.Reranker;
import io.footnote.ingest.parse.Tesseract;
import io.footnote.serve.engine.model.UnavailableException;
import io.footnote.serve.engine.state.StateDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks whether Footnote can work here. */
public final class Doctor {
  private static final int JAVA = 25;

  private Doctor() {}

  /** All checks; a running server is expected to hold the port. */
  public static List<Check> examine(ResolvedConfig resolved, boolean serverRuns) {
    Config config = resolved.config();
    List<Check> checks =
        new ArrayList<>(List.of(java(), data(config.data()), state(config), model(resolved)));
    reranker(resolved).ifPresent(checks::add);
    checks.addAll(new RemoteChecks(config).all());
    checks.add(pictures(config));
    checks.add(server(config, serverRuns));
    return checks;
  }

  private static Check java() {
    int version = Runtime.version().feature();
    return new Check(
        "java",
        version >= JAVA,
        version >= JAVA
            ? Runtime.version() + " in " + System.getProperty("java.home")
            : "version " + version + "; Footnote needs " + JAVA + " or newer");
  }

  private static Check data(Path data) {
    Path folder = data;
    while (!Files.exists(folder) && folder.getParent() != null) {
      folder = folder.getParent();
    }
    if (!Files.isDirectory(folder)) {
      return new Check(
          "data folder", false, folder + " is not a folder; choose another with --data");
    }
    if (!Files.isWritable(folder)) {
      return new Check(
          "data folder", false, folder + " cannot be written; choose another with --data");
    }
    return new Check("data folder", true, data + (Files.exists(data) ? "" : " (will be created)"));
  }

  private static Check state(Config config) {
    try {
      return new Check("state", true, StateDatabase.describe(config.state(), config.data()));
    } catch (UnavailableException e) {
      return new Check("state", false, String.valueOf(e.getMessage()));
    }
  }

  private static Check model(ResolvedConfig resolved) {
    try (App app = new App(resolved);
        Embedder embedder = app.openEmbedder()) {
      long start = System.nanoTime();
      int tokens = embedder.embedQuery("Does the model work?").tokens();
      return new Check(
          "model",
          true,
          "%s embedded %d tokens in %d ms%s"
              .formatted(
                  embedder.model().name(),
                  tokens,
                  (System.nanoTime() - start) / 1_000_000,
                  resolved.config().lexicalOnly()
                      ? "; new collections are lexical-only, so it reads questions alone"
                      : ""));
    } catch (EmbeddingException e) {
      return new Check("model", false, String.valueOf(e.getMessage()));
    }
  }

  private static Optional<Check> reranker(ResolvedConfig resolved) {
    try (App app = new App(resolved)) {
      return app.openReranker()
          .map(opened -> {
            try (Reranker reranker = opened) {
              long start = System.nanoTime();
              int judged = reranker.score("Does the reranker work?", List.of("Yes.")).length;
              return new Check(
                  "reranker",
                  true,
                  "%s judged %d passage in %d ms; it judges the best %d of a search"
                      .formatted(
                          reranker.model().name(),
                          judged,
                          (System.nanoTime() - start) / 1_000_000,
                          resolved.config().rerankerDepth()));
            }
          });
    } catch (EmbeddingException e) {
      return Optional.of(new Check("reranker", false, String.valueOf(e.getMessage())));
    }
  }

  /** Nothing is wrong without it, but scanned documents have no text then. */
  private static Check pictures(Config config) {
    return new Check(
        "pictures",
        true,
        !config.parsing().scans().enabled()
            ? "and scanned pages are not read; set ocr to true to change that"
            : new Tesseract().installed()
                ? "and scanned pages are read by tesseract"
                : "and scanned pages are not read; install tesseract-ocr to read them");
  }

  private static Check server(Config config, boolean runs) {
    String address = config.host() + ":" + config.port();
    if (runs) {
      return new Check("server", true, "runs and holds the data folder");
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(config.host()), config.port()));
      return new Check("server", true, "does not run; " + address + " is free");
    } catch (IOException e) {
      return new Check(
          "server",
          false,
          "%s cannot be used (%s); choose another with --port".formatted(address, e.getMessage()));
    }
  }
}
