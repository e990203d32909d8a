package io.footnote.serve.server.client;

import java.time.Duration;

/**
 * How long a client waits for its server. There is no limit on a request as a whole: an answer may
 * take minutes. Instead, a server that is silent is asked whether it lives; only one that does not
 * say so is given up.
 *
 * @param connect how long a connection may take
 * @param silence silence, before or within a reply, after which the server is asked
 * @param sign how long its sign of life may take; generous, since a machine may be busy
 */
record Patience(Duration connect, Duration silence, Duration sign) {
  static final Patience DEFAULT =
      new Patience(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(15));
}
