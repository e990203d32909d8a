package io.footnote.serve.engine.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footnote.serve.engine.model.FootnoteException;
import io.footnote.serve.engine.model.TooManyRequestsException;
import io.footnote.serve.engine.model.UnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** What a caller reads when a model fails. Never holds the key. */
final class ModelErrors {
  private static final int MAX_DETAIL = 300;
  private static final int MAX_ERROR_BODY = 64 * 1024;

  private final ChatModelSettings settings;

  ModelErrors(ChatModelSettings settings) {
    this.settings = settings;
  }

  static boolean worthRetrying(HttpResponse<?> response) {
    return response.statusCode() == 429 || response.statusCode() >= 500;
  }

  FootnoteException ofStatus(HttpResponse<?> response, InputStream body) throws IOException {
    String detail = detail(body);
    String who = "model '" + settings.name() + "' at " + settings.baseUrl();
    int status = response.statusCode();
    return switch (status) {
      case 401, 403 ->
          new UnavailableException(
              "model_unauthorized",
              "model",
              who + " refused the API key; check the key configured for it" + detail);
      case 404 ->
          new UnavailableException(
              "model_unknown",
              "model",
              who
                  + " does not know '"
                  + settings.model()
                  + "', or the base URL is wrong; check both"
                  + detail);
      case 429 ->
          new TooManyRequestsException(
              "model_overloaded",
              "model",
              who
                  + " has too many requests; try again "
                  + response
                      .headers()
                      .firstValue("Retry-After")
                      .filter(after -> after.matches("[0-9]{1,6}"))
                      .map(after -> "in " + after + " seconds")
                      .orElse("later")
                  + detail);
      default ->
          status >= 500
              ? new UnavailableException(
                  "model_failed", "model", who + " failed with status " + status + detail)
              : new UnavailableException(
                  "model_refused",
                  "model",
                  who + " refused the request with status " + status + detail);
    };
  }

  UnavailableException unreachable(IOException cause) {
    return new UnavailableException(
        "model_unreachable",
        "model",
        "cannot reach model '"
            + settings.name()
            + "' at "
            + settings.baseUrl()
            + "; is it running?",
        cause);
  }

  UnavailableException silent(IOException cause) {
    return new UnavailableException(
        "model_timeout",
        "model",
        "model '"
            + settings.name()
            + "' at "
            + settings.baseUrl()
            + " sent nothing for "
            + settings.timeout().toMillis() / 1000.0
            + " seconds; raise its timeout if it is only slow",
        cause);
  }

  UnavailableException brokenOff(String why) {
    return new UnavailableException(
        "model_broke_off",
        "model",
        "model '"
            + settings.name()
            + "' at "
            + settings.baseUrl()
            + " broke off its reply: "
            + why);
  }

  /** What the server says of it, as OpenAI-compatible servers do: {@code error.message}. */
  private String detail(InputStream body) throws IOException {
    String text = new String(body.readNBytes(MAX_ERROR_BODY), StandardCharsets.UTF_8);
    String said = "";
    try {
      JsonNode root = new ObjectMapper().readTree(text);
      JsonNode error = root.path("error");
      said = error.isTextual() ? error.asText() : error.path("message").asText("");
    } catch (JsonProcessingException e) {
      said = ""; // a page of a proxy, say; its text helps nobody
    }
    String key = settings.apiKey();
    if (key != null && !key.isEmpty()) {
      said = said.replace(key, "…");
    }
    said = said.replaceAll("\\s+", " ").strip();
    if (said.isEmpty()) {
      return "";
    }
    return " (it says: "
        + (said.length() > MAX_DETAIL ? said.substring(0, MAX_DETAIL) + "…" : said)
        + ")";
  }
}
