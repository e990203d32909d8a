package io.footnote.serve.server.http;

import io.footnote.serve.engine.FootnoteService;
import io.footnote.serve.engine.model.ForbiddenException;
import io.footnote.serve.engine.model.TooManyRequestsException;
import io.footnote.serve.engine.model.UnavailableException;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.SizeUnit;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.staticfiles.Location;
import io.javalin.util.JavalinBindException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.SizeLimitHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP interface of a {@link FootnoteService}. Requests run on virtual threads. Stopping lets
 * requests under way end, for as long as the settings allow.
 */
public final class HttpServer implements AutoCloseable {
  private static final Logger ACCESS = LoggerFactory.getLogger("io.footnote.access");
  private static final String PAGE_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none';"
          + " form-action 'self'; frame-ancestors 'none'";
  private static final int MAX_HEADER_BYTES = 16 * 1024;
  private static final long IDLE_UPLOAD_MEMORY = 64 * 1024;

  private final HttpSettings settings;
  private final FootnoteService service;
  private final KeyRing keys;
  private final Callers callers;
  private final BooleanSupplier ready;
  private final Supplier<String> ids;
  private final Departures departures = new Departures();
  private final Javalin javalin;

  /** Requests under way still ask for the port when the connector is closed and has none. */
  private volatile int lastPort;

  private volatile List<RouteTable.Route> routes = List.of();

  /**
   * A server that does not listen yet.
   *
   * @param ready whether searches can be answered now
   * @param ids fresh unique names, for uploads and traces of errors
   */
  public HttpServer(
      HttpSettings settings,
      FootnoteService service,
      KeyRing keys,
      BooleanSupplier ready,
      Supplier<String> ids) {
    this.settings = settings;
    this.service = service;
    this.keys = keys;
    this.callers = new Callers(keys, settings);
    this.ready = ready;
    this.ids = ids;
    this.javalin = Javalin.create(this::configure);
  }

  /**
   * Starts to listen.
   *
   * @throws ForbiddenException if other machines could reach it and no key protects it
   * @throws UnavailableException if the port is in use or the host is not one of this machine
   */
  public void start() {
    if (!HostGuard.isLoopback(settings.host()) && !keys.any()) {
      throw new ForbiddenException(
          "keys_required",
          "host",
          "host %s can be reached from other machines, but there is no API key; create one with 'footnote keys create USER' or use --host 127.0.0.1"
              .formatted(settings.host()));
    }
    try {
      javalin.start();
      lastPort = javalin.port();
    } catch (JavalinBindException e) {
      throw new UnavailableException(
          "port_in_use",
          "port",
          "port %d is in use on %s; choose another with --port"
              .formatted(settings.port(), settings.host()),
          e);
    }
  }

  /** The port it listens on, or did before it stopped. */
  public int port() {
    int now = javalin.port();
    if (now > 0) {
      lastPort = now;
    }
    return lastPort;
  }

  /** Where people reach the server. */
  public String address() {
    String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
    return "http://" + host + ":" + port();
  }

  @Override
  public void close() {
    javalin.stop();
    departures.close();
  }

  /** Every route, for the test of the description. */
  List<RouteTable.Route> routes() {
    return routes;
  }

  private void configure(JavalinConfig config) {
    config.concurrency.useVirtualThreads = true;
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.http.maxRequestSize = settings.maxRequestBytes();
    config.http.prefer405over404 = false;
    config.jetty.host = settings.host();
    config.jetty.port = settings.port();
    config.jetty.multipartConfig.cacheDirectory(settings.uploads().toString());
    config.jetty.multipartConfig.maxInMemoryFileSize((int) IDLE_UPLOAD_MEMORY, SizeUnit.BYTES);
    config.jetty.multipartConfig.maxFileSize(settings.maxUploadBytes(), SizeUnit.BYTES);
    config.jetty.multipartConfig.maxTotalRequestSize(settings.maxUploadBytes(), SizeUnit.BYTES);
    config.jetty.modifyHttpConfiguration(http -> {
      http.setSendServerVersion(false);
      http.setRequestHeaderSize(MAX_HEADER_BYTES);
    });
    config.jetty.modifyServer(this::configureServer);
    if (HttpServer.class.getResource("/public/index.html") != null) {
      config.staticFiles.add(files -> {
        files.hostedPath = "/";
        files.directory = "/public";
        files.location = Location.CLASSPATH;
        files.headers = Map.of("Content-Security-Policy", PAGE_POLICY, "Cache-Control", "no-cache");
      });
    }
    config.requestLogger.http((context, millis) ->
        ACCESS.debug(
            "{} {} {} {} ms",
            context.method(),
            context.path(),
            context.statusCode(),
            Math.round(millis)));
    configureRoutes(config);
  }

  private void configureServer(Server server) {
    server.setStopTimeout(settings.stopTimeout().toMillis());
    server.setErrorHandler(new JsonErrorHandler());
    long limit = Math.max(settings.maxUploadBytes(), settings.maxRequestBytes());
    server.insertHandler(new SizeLimitHandler(limit, -1));
    server.insertHandler(new GracefulHandler());
    server.insertHandler(new TransportHandler());
  }

  private void configureRoutes(JavalinConfig config) {
    RouteTable table = new RouteTable(config.routes, callers);
    config.routes.before(this::admit);
    Streaming streaming = new Streaming(settings.heartbeat(), departures, ids);
    new SearchRoutes(service, streaming, departures).register(table);
    new IngestRoutes(service, new Uploads(settings.uploads(), ids)).register(table);
    new DocumentRoutes(service).register(table);
    new ConversationRoutes(service).register(table);
    new MemoryRoutes(service).register(table);
    new JobRoutes(service, streaming).register(table);
    new AdminRoutes(service).register(table);
    new DocsRoutes().register(table);
    table.addOpen(HandlerType.GET, "/health/live", context -> health(context, true));
    table.addOpen(
        HandlerType.GET, "/health/ready", context -> health(context, ready.getAsBoolean()));
    // Javalin has its own, closer handler for its own exceptions unless there is one of ours.
    config.routes.exception(
        HttpResponseException.class, (thrown, context) -> fail(table, thrown, context));
    config.routes.exception(Exception.class, (thrown, context) -> fail(table, thrown, context));
    routes = table.routes();
  }

  /** Runs before everything, static files included. */
  private void admit(Context context) {
    context.header("X-Content-Type-Options", "nosniff");
    context.header("X-Frame-Options", "DENY");
    context.header("Referrer-Policy", "no-referrer");
    context.header("Cross-Origin-Resource-Policy", "same-origin");
    if (callers.open()) {
      HostGuard.check(context, settings.host(), port());
    }
  }

  private void fail(RouteTable table, Exception thrown, Context context) {
    Failure failure = Failure.of(thrown, ids);
    if (failure.status() == 404 && failure.body().error().code().equals("not_found")) {
      Set<String> methods = table.methods(context.path());
      if (!methods.isEmpty() && !methods.contains(context.method().name())) {
        context.header("Allow", String.join(", ", methods));
        failure =
            Failure.of(
                405,
                "method_not_allowed",
                null,
                "%s does not take %s; it takes %s"
                    .formatted(
                        context.path(), context.method().name(), String.join(", ", methods)));
      }
    }
    if (failure.status() == 401) {
      context.header("WWW-Authenticate", "Bearer");
    }
    if (thrown instanceof TooManyRequestsException busy && busy.retryAfter() != null) {
      context.header("Retry-After", Long.toString(Math.max(1, busy.retryAfter().toSeconds())));
    }
    RouteTable.json(context, failure.status(), failure.body());
  }

  private static void health(Context context, boolean good) {
    RouteTable.json(context, good ? 200 : 503, new Health(good ? "ok" : "not ready"));
  }

  record Health(String status) {}
}
