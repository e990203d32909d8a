package io.footnote.serve.server.otel;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Sends a collector an export of nothing, which it takes as it takes one of traces. */
public final class CollectorProbe {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private CollectorProbe() {}

  /**
   * Where a collector takes traces.
   *
   * @param collector base address, for example {@code http://127.0.0.1:4318}
   */
  public static URI traces(URI collector) {
    return URI.create(collector.toString().replaceAll("/+$", "") + "/v1/traces");
  }

  /** Why a collector takes no traces, and how to mend it; empty if it takes them. */
  public static Optional<String> problem(URI collector) {
    URI address = traces(collector);
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      int status =
          client
              .send(
                  HttpRequest.newBuilder(address)
                      .timeout(PATIENCE)
                      .header("Content-Type", "application/x-protobuf")
                      // An ExportTraceServiceRequest without spans has no bytes.
                      .POST(HttpRequest.BodyPublishers.noBody())
                      .build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode();
      return problem(address, status);
    } catch (IOException e) {
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      return Optional.of(
          "%s does not answer (%s); start the collector, or correct otlp_endpoint"
              .formatted(address, why));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted while waiting for " + address);
    }
  }

  private static Optional<String> problem(URI address, int status) {
    if (status < 300) {
      return Optional.empty();
    }
    return Optional.of(
        switch (status) {
          case 401, 403 ->
              "%s wants credentials (status %d), and Footnote sends none; send to a collector on this machine that adds them"
                  .formatted(address, status);
          case 404, 405 ->
              "%s is no OTLP receiver over HTTP (status %d); otlp_endpoint is its base address, usually with port 4318"
                  .formatted(address, status);
          default -> "%s refused an empty export with status %d".formatted(address, status);
        });
  }
}
