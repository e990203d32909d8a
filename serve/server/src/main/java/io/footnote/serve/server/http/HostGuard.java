package io.footnote.serve.server.http;

import io.footnote.serve.engine.model.ForbiddenException;
import io.javalin.http.Context;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps web pages of other sites from using a server that asks for no key: a page may reach
 * loopback through a name it controls (DNS rebinding), but cannot forge {@code Host} and {@code
 * Origin}.
 */
final class HostGuard {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private HostGuard() {}

  /** Whether a bind address can be reached from this machine alone. */
  static boolean isLoopback(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return LOOPBACK.contains(name) || name.equals("::1") || name.startsWith("127.");
  }

  static void check(Context context, String boundHost, int port) {
    check(context.header("Host"), context.header("Origin"), boundHost, port);
  }

  static void check(@Nullable String host, @Nullable String origin, String boundHost, int port) {
    if (host == null || !allowed(host, boundHost, port)) {
      throw new ForbiddenException(
          "forbidden_host",
          "Host",
          "the Host header '%s' is not this server; without API keys it answers to localhost:%d and 127.0.0.1:%d only"
              .formatted(host, port, port));
    }
    if (origin != null && !origin.equalsIgnoreCase("http://" + host)) {
      throw new ForbiddenException(
          "forbidden_origin",
          "Origin",
          "the Origin header '%s' is another site; without API keys only this server's own page may call it"
              .formatted(origin));
    }
  }

  private static boolean allowed(String host, String boundHost, int port) {
    String name = host.toLowerCase(Locale.ROOT);
    String suffix = ":" + port;
    if (name.endsWith(suffix)) {
      name = name.substring(0, name.length() - suffix.length());
    } else if (port != 80) {
      return false;
    }
    return LOOPBACK.contains(name) || name.equals(boundHost.toLowerCase(Locale.ROOT));
  }
}
