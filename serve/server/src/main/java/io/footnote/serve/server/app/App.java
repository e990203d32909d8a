package io.footnote.serve.server.app;

import io.footnote.embed.Embedder;
import io.footnote.embed.Reranker;
import io.footnote.embed.onnx.ModelLocation;
import io.footnote.embed.onnx.Rerankers;
import io.footnote.index.FilterText;
import io.footnote.index.model.IndexKind;
import io.footnote.index.model.Principal;
import io.footnote.serve.engine.Components;
import io.footnote.serve.engine.Footnote;
import io.footnote.serve.engine.FootnoteConfig;
import io.footnote.serve.engine.LocalComponents;
import io.footnote.serve.engine.RerankerChoice;
import io.footnote.serve.engine.cache.CachePolicy;
import io.footnote.serve.engine.guard.MaskPattern;
import io.footnote.serve.engine.guard.Restriction;
import io.footnote.serve.engine.trace.Deadlines;
import io.footnote.serve.server.http.HttpServer;
import io.footnote.serve.server.http.HttpSettings;
import io.footnote.serve.server.http.KeyRing;
import io.footnote.serve.server.otel.OtlpTraces;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The components of one process, each built once by the first use that needs it and closed in
 * reverse. The server, the command line, evaluation and tests all start here. Thread-safe.
 */
public final class App implements AutoCloseable {
  private static final int LOCAL_KEY_BYTES = 32;

  private final Config config;
  private final Components components;
  private @Nullable Footnote footnote;
  private @Nullable HttpServer server;
  private @Nullable WarmUp warmUp;
  private @Nullable OtlpTraces collector;

  public App(ResolvedConfig resolved) {
    this(resolved, components(resolved.config()));
  }

  /** With other components, for tests. */
  public App(ResolvedConfig resolved, Components components) {
    this.config = resolved.config();
    this.components = components;
  }

  private static Components components(Config config) {
    ModelLocation location =
        config.embeddingModel().equals(Settings.BUNDLED_MODEL)
            ? ModelLocation.bundled()
            : ModelLocation.folder(Path.of(config.embeddingModel()));
    int threads =
        config.embeddingThreads() == 0
            ? Runtime.getRuntime().availableProcessors()
            : config.embeddingThreads();
    LocalComponents components =
        LocalComponents.of(location, config.cache(), threads, config.parsing())
            .withWeb(config.web());
    if (config.rerankerModel().equals(Settings.NO_RERANKER)) {
      return components;
    }
    Path reranker = Path.of(config.rerankerModel());
    return components.withReranker(
        new RerankerChoice(
            () -> Rerankers.open(reranker, config.cache(), threads), config.rerankerDepth()));
  }

  /** Footnote in this process. */
  public synchronized Footnote service() {
    Footnote opened = footnote;
    return opened != null ? opened : open(false);
  }

  /**
   * Takes the data folder and listens; commands on this machine then go through this server.
   *
   * @throws io.footnote.serve.engine.model.FootnoteException if the folder or the port is in use,
   *     or the server would be open to other machines
   */
  public synchronized HttpServer startServer() {
    if (footnote != null) {
      throw new IllegalStateException("start the server before anything uses the data folder");
    }
    Footnote opened = open(true);
    WarmUp warming = new WarmUp(opened);
    warmUp = warming;
    String key = localKey();
    HttpServer starting =
        new HttpServer(httpSettings(key), opened, keyRing(opened), warming::done, App::randomName);
    starting.start();
    server = starting;
    new ServerFile(
            "http://" + reachable(config.host()) + ":" + starting.port(),
            key,
            ProcessHandle.current().pid())
        .write(config.data());
    warming.start();
    return starting;
  }

  /** The embedding model by itself, to look whether it works; the caller closes it. */
  public Embedder openEmbedder() {
    return components.openEmbedder();
  }

  /** The configured reranker by itself, to look whether it works; the caller closes it. */
  public Optional<Reranker> openReranker() {
    return components.reranker().map(choice -> choice.opener().get());
  }

  private Footnote open(boolean exclusive) {
    if (config.otlpEndpoint() != null && collector == null) {
      collector = new OtlpTraces(config.otlpEndpoint());
    }
    Footnote opened =
        Footnote.open(
            FootnoteConfig.builder(config.data(), components)
                .state(config.state())
                .masks(
                    config.masking().entrySet().stream()
                        .map(mask -> MaskPattern.of(mask.getKey(), mask.getValue()))
                        .toList())
                .models(
                    config.chatModels().stream()
                        .map(model -> ChatModels.settings(model, config.cache()))
                        .toList())
                .answerer(config.answerer())
                .rewriter(config.rewriter())
                .router(config.router())
                .users(config.users())
                .restriction(restriction())
                .retention(Duration.ofDays(config.conversationDays()))
                .memory(config.memory())
                .traces(config.traces())
                .traceListener(collector == null ? trace -> {} : collector)
                .deadlines(
                    Deadlines.STANDARD.withAnswer(
                        Duration.ofSeconds(config.answerTimeoutSeconds())))
                .unsupported(config.unsupportedSentences())
                .skipped(config.skipStages())
                .keepOriginals(config.keepOriginals())
                .kind(config.lexicalOnly() ? IndexKind.LEXICAL_ONLY : IndexKind.HYBRID)
                .cache(
                    new CachePolicy(
                        config.answerCache(), Duration.ofSeconds(config.answerCacheStaleSeconds())))
                .linkHosts(config.linkHosts())
                .closeIdleAfter(Duration.ofSeconds(config.closeIdleSeconds()))
                .exclusive(exclusive)
                .build());
    footnote = opened;
    return opened;
  }

  private Restriction restriction() {
    return config.restricted().isBlank()
        ? Restriction.NONE
        : new Restriction(FilterText.parse(config.restricted()));
  }

  private HttpSettings httpSettings(String key) {
    return new HttpSettings(
        config.host(),
        config.port(),
        config.data().resolve("uploads"),
        config.maxRequestBytes(),
        config.maxUploadBytes(),
        config.anonymous() == Anonymous.PUBLIC,
        key,
        HttpSettings.DEFAULT_STOP_TIMEOUT,
        HttpSettings.DEFAULT_HEARTBEAT);
  }

  private static KeyRing keyRing(Footnote footnote) {
    return new KeyRing() {
      @Override
      public boolean any() {
        return footnote.hasKeys();
      }

      @Override
      public Optional<Principal> find(String secret) {
        return footnote.authenticate(secret);
      }
    };
  }

  private static String localKey() {
    byte[] bytes = new byte[LOCAL_KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    return "fn_local_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String randomName() {
    return UUID.randomUUID().toString();
  }

  /** A name for the bound host under which this machine reaches it. */
  private static String reachable(String host) {
    return switch (host) {
      case "0.0.0.0", "::", "[::]" -> "127.0.0.1";
      default -> host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    };
  }

  /** Stops the server gracefully and closes the data folder. */
  @Override
  public synchronized void close() {
    if (server != null) {
      ServerFile.remove(config.data());
      server.close();
      server = null;
    }
    if (warmUp != null) {
      warmUp.close();
      warmUp = null;
    }
    if (footnote != null) {
      footnote.close();
      footnote = null;
    }
    if (collector != null) {
      collector.close();
      collector = null;
    }
  }
}
