package io.footnote.serve.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.footnote.serve.server.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A plain HTTP client for tests. */
final class Caller implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final String server;
  private final String[] headers;

  Caller(String server, String... headers) {
    this.server = server;
    this.headers = headers;
  }

  Reply send(String method, String path, String body, String... more)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    if (more.length > 0) {
      request.headers(more);
    }
    return new Reply(client.send(request.build(), BodyHandlers.ofString()));
  }

  Reply get(String path) throws IOException, InterruptedException {
    return send("GET", path, "");
  }

  Reply post(String path, String body) throws IOException, InterruptedException {
    return send("POST", path, body);
  }

  @Override
  public void close() {
    client.close();
  }

  record Reply(HttpResponse<String> response) {
    int status() {
      return response.statusCode();
    }

    String text() {
      return response.body();
    }

    JsonNode json() throws IOException {
      return Json.mapper().readTree(response.body());
    }

    JsonNode error() throws IOException {
      return json().get("error");
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }
}
