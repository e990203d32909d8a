package io.footnote.serve.server.http;

import io.footnote.index.InvalidFilterException;
import io.footnote.index.ManifestMismatchException;
import io.footnote.serve.engine.model.CancelledException;
import io.footnote.serve.engine.model.ConflictException;
import io.footnote.serve.engine.model.FootnoteException;
import io.footnote.serve.engine.model.ForbiddenException;
import io.footnote.serve.engine.model.InvalidRequestException;
import io.footnote.serve.engine.model.NotFoundException;
import io.footnote.serve.engine.model.TooManyRequestsException;
import io.footnote.serve.engine.model.TraceMark;
import io.footnote.serve.engine.model.UnauthenticatedException;
import io.footnote.serve.engine.model.UnavailableException;
import io.footnote.serve.server.json.ErrorBody;
import io.javalin.http.HttpResponseException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A failed request: the one place where exceptions become responses.
 *
 * @param status HTTP status
 */
record Failure(int status, ErrorBody body) {
  private static final Logger LOG = LoggerFactory.getLogger(Failure.class);

  /**
   * What to tell the caller. What is not meant for callers is logged under a fresh id and told by
   * that id alone.
   */
  static Failure of(Throwable thrown, Supplier<String> ids) {
    Optional<String> traceId = TraceMark.in(thrown);
    Failure failure = untraced(thrown, traceId.<Supplier<String>>map(id -> () -> id).orElse(ids));
    return traceId.map(failure::traced).orElse(failure);
  }

  private Failure traced(String traceId) {
    return new Failure(status, body.traced(traceId));
  }

  private static Failure untraced(Throwable thrown, Supplier<String> ids) {
    return switch (thrown) {
      case InvalidRequestException e -> known(400, e);
      case UnauthenticatedException e -> known(401, e);
      case ForbiddenException e -> known(403, e);
      case NotFoundException e -> known(404, e);
      case ConflictException e -> known(409, e);
      case TooManyRequestsException e -> known(429, e);
      case UnavailableException e -> known(503, e);
      case CancelledException e -> known(503, e);
      case FootnoteException e -> known(400, e);
      case InvalidFilterException e ->
          of(400, "invalid_filter", "filter", String.valueOf(e.getMessage()));
      case ManifestMismatchException e ->
          of(409, "index_mismatch", null, String.valueOf(e.getMessage()));
      case HttpResponseException e -> ofStatus(e.getStatus(), e.getMessage());
      default -> {
        Integer status = jettyStatus(thrown);
        yield status != null ? ofStatus(status, thrown.getMessage()) : internal(thrown, ids.get());
      }
    };
  }

  /** A failure that has no more than a status. */
  static Failure ofStatus(int status, @Nullable String message) {
    return switch (status) {
      case 404 -> of(404, "not_found", null, "there is nothing at this address; see /docs");
      case 413 -> tooLarge();
      default ->
          of(
              status,
              "http_" + status,
              null,
              message == null || message.isBlank() ? "the request failed" : message);
    };
  }

  static Failure tooLarge() {
    return of(
        413,
        "request_too_large",
        null,
        "the request is larger than this server accepts; raise max_request_bytes or"
            + " max_upload_bytes in footnote.yaml");
  }

  static Failure of(int status, String code, @Nullable String param, String message) {
    return new Failure(status, ErrorBody.of(message, type(status), param, code));
  }

  private static Failure known(int status, FootnoteException e) {
    return of(status, e.code(), e.param(), String.valueOf(e.getMessage()));
  }

  private static Failure internal(Throwable thrown, String id) {
    LOG.error("request failed, trace id {}", id, thrown);
    return of(
        500,
        "internal_error",
        null,
        "something went wrong in the server; its log has the details under trace id " + id);
  }

  private static @Nullable Integer jettyStatus(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof HttpException e) {
        return e.getCode();
      }
      String text = String.valueOf(t.getMessage()).toLowerCase(Locale.ROOT);
      if (text.contains("max length exceeded") || text.contains("max request size exceeded")) {
        return 413; // Jetty reports an oversized multipart body as a plain IllegalStateException
      }
    }
    return null;
  }

  private static String type(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 409 -> "conflict_error";
      case 413 -> "request_too_large";
      case 429 -> "rate_limit_error";
      case 503 -> "unavailable_error";
      default -> status >= 500 ? "server_error" : "invalid_request_error";
    };
  }
}
