package io.footnote.serve.server.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.footnote.index.model.Principal;
import io.footnote.serve.engine.model.FootnoteException;
import io.footnote.serve.engine.model.UnavailableException;
import io.footnote.serve.server.json.ErrorBody;
import io.footnote.serve.server.json.Json;
import io.footnote.serve.server.json.PrincipalText;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Requests to one server; errors come back as the exceptions the server turned into them. */
final class Remote implements AutoCloseable {
  private final HttpClient client;
  private final Vigil vigil;
  private final URI server;
  private final String key;

  Remote(URI server, String key, Patience patience) {
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(patience.connect())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    this.vigil = new Vigil(client, server, patience);
    this.server = server;
    this.key = key;
  }

  /** One path segment or query value, escaped. */
  static String escape(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Sends a request and reads what it returns; null where it returns nothing. */
  <T> T call(
      Principal principal, String method, String path, @Nullable Object body, Class<T> type) {
    return call(principal, method, path, body, Map.of(), type);
  }

  /** As {@link #call(Principal, String, String, Object, Class)}, with more headers. */
  <T> T call(
      Principal principal,
      String method,
      String path,
      @Nullable Object body,
      Map<String, String> headers,
      Class<T> type) {
    try (InputStream in = reply(principal, method, path, body, headers).body()) {
      return Json.mapper().readValue(in, type);
    } catch (JsonProcessingException e) {
      throw new UnavailableException(
          "unexpected_reply",
          null,
          "the server at %s did not answer as a Footnote server does".formatted(server),
          e);
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  /** Sends a request that returns nothing. */
  void send(Principal principal, String method, String path) {
    try (InputStream in = open(principal, method, path, null)) {
      in.skipNBytes(0);
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  /** Sends a request and hands out the body as it arrives. */
  InputStream open(Principal principal, String method, String path, @Nullable Object body) {
    return reply(principal, method, path, body).body();
  }

  /** As {@link #open}, with what the headers say of the body. */
  Reply reply(Principal principal, String method, String path, @Nullable Object body) {
    return reply(principal, method, path, body, Map.of());
  }

  private Reply reply(
      Principal principal,
      String method,
      String path,
      @Nullable Object body,
      Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path)).header("Authorization", "Bearer " + key);
    headers.forEach(request::header);
    if (!principal.operator()) {
      request.header("X-Footnote-As", PrincipalText.encode(principal));
    }
    if (body == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.method(method, BodyPublishers.ofString(Json.write(body)));
    }
    try {
      HttpResponse<InputStream> response = vigil.send(request.build());
      if (response.statusCode() >= 400) {
        throw failure(response);
      }
      return new Reply(response.headers(), vigil.body(response));
    } catch (IOException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("interrupted", null, "interrupted while waiting", e);
    }
  }

  private FootnoteException failure(HttpResponse<InputStream> response) throws IOException {
    try (InputStream in = vigil.body(response)) {
      JsonNode body = Json.mapper().readTree(in);
      ErrorBody error = Json.mapper().treeToValue(body, ErrorBody.class);
      OptionalLong retryAfter = response.headers().firstValueAsLong("Retry-After");
      return response.statusCode() == 429 && retryAfter.isPresent()
          ? RemoteErrors.tooMany(error, Duration.ofSeconds(retryAfter.getAsLong()))
          : RemoteErrors.exception(response.statusCode(), error);
    } catch (JsonProcessingException e) {
      return new UnavailableException(
          "unexpected_reply",
          null,
          "the server at %s answered with status %d, not as a Footnote server does"
              .formatted(server, response.statusCode()),
          e);
    }
  }

  UnavailableException unreachable(IOException e) {
    if (e instanceof ServerSilentException) {
      return new UnavailableException(
          "server_silent",
          null,
          "the server at %s took the request but gives no sign of life; continue it if it was suspended (fg, or kill -CONT), else stop it, start it again and repeat the command"
              .formatted(server),
          e);
    }
    return new UnavailableException(
        "server_unreachable",
        null,
        "the server at %s does not answer (%s); is it still running?"
            .formatted(
                server, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()),
        e);
  }

  /**
   * What came back.
   *
   * @param body as it arrives, for the caller to close
   */
  record Reply(HttpHeaders headers, InputStream body) {
    /** A header's value; empty if there is none. */
    String header(String name) {
      return headers.firstValue(name).orElse("");
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
