package io.footnote.serve.server.http;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a server listens.
 *
 * @param host name or address to bind to
 * @param port port to bind to; 0 picks a free one
 * @param uploads folder in which uploads are kept until they are ingested
 * @param maxRequestBytes largest JSON body
 * @param maxUploadBytes largest multipart body
 * @param anonymousReadsPublic whether a caller without a key sees public documents once keys exist
 * @param localKey secret that makes its bearer an operator, for commands on the same machine
 * @param stopTimeout how long requests under way may take to end when the server stops
 * @param heartbeat pause between comments on a silent event stream
 */
public record HttpSettings(
    String host,
    int port,
    Path uploads,
    int maxRequestBytes,
    long maxUploadBytes,
    boolean anonymousReadsPublic,
    String localKey,
    Duration stopTimeout,
    Duration heartbeat) {

  public static final Duration DEFAULT_STOP_TIMEOUT = Duration.ofSeconds(10);

  /** A client that left is found out by the second one, so this is how long work goes on for it. */
  public static final Duration DEFAULT_HEARTBEAT = Duration.ofSeconds(2);

  @Override
  public String toString() {
    return "HttpSettings[" + host + ":" + port + "]";
  }
}
