package io.footnote.serve.server.http;

import io.footnote.serve.server.json.Json;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Registers routes, and knows them: for {@code Allow} headers and for the description. */
final class RouteTable {
  private final RoutesConfig routes;
  private final Callers callers;
  private final List<Route> table = new ArrayList<>();

  RouteTable(RoutesConfig routes, Callers callers) {
    this.routes = routes;
    this.callers = callers;
  }

  /** A route of the API; its handler learns who calls. */
  RouteTable add(HandlerType method, String path, Endpoint endpoint) {
    return addOpen(method, path, context -> endpoint.handle(context, callers.of(context)));
  }

  /** A route of the API that anybody may use. */
  RouteTable addOpen(HandlerType method, String path, Handler handler) {
    return register(method, path, true, handler);
  }

  /** A route for browsers that is no part of the API. */
  RouteTable addPage(String path, Handler handler) {
    return register(HandlerType.GET, path, false, handler);
  }

  private RouteTable register(HandlerType method, String path, boolean api, Handler handler) {
    routes.addHttpHandler(method, path, handler);
    table.add(new Route(method.name(), path, api));
    return this;
  }

  List<Route> routes() {
    return List.copyOf(table);
  }

  /** The methods that the path of a request takes; empty if there is no such path. */
  Set<String> methods(String path) {
    Set<String> methods = new TreeSet<>();
    for (Route route : table) {
      if (Pattern.matches(route.path().replaceAll("\\{[a-z_]+}", "[^/]+"), path)) {
        methods.add(route.method());
      }
    }
    return methods;
  }

  static void json(Context context, int status, Object value) {
    context.status(status).contentType("application/json").result(Json.write(value));
  }

  /**
   * A route.
   *
   * @param path with parameters in braces
   * @param api whether it is part of the API that {@code /openapi.json} describes
   */
  record Route(String method, String path, boolean api) {}
}
