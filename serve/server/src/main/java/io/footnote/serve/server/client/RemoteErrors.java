package io.footnote.serve.server.client;

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
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Turns error responses back into exceptions. */
final class RemoteErrors {
  private RemoteErrors() {}

  static FootnoteException exception(int status, ErrorBody body) {
    FootnoteException failure = untraced(status, body);
    String traceId = body.error().traceId();
    return traceId == null ? failure : TraceMark.on(failure, traceId);
  }

  private static FootnoteException untraced(int status, ErrorBody body) {
    ErrorBody.Details error = body.error();
    return switch (status) {
      case 401 -> new UnauthenticatedException(error.code(), error.message());
      case 403 -> new ForbiddenException(error.code(), error.param(), error.message());
      case 404 -> new NotFoundException(error.code(), error.param(), error.message());
      case 409 -> new ConflictException(error.code(), error.param(), error.message());
      case 429 -> tooMany(body, null);
      default ->
          status < 500
              ? new InvalidRequestException(error.code(), error.param(), error.message())
              : new UnavailableException(error.code(), error.param(), error.message());
    };
  }

  /**
   * @param retryAfter when it is worth trying again, if the server says
   */
  static TooManyRequestsException tooMany(ErrorBody body, @Nullable Duration retryAfter) {
    ErrorBody.Details error = body.error();
    return new TooManyRequestsException(error.code(), error.param(), error.message(), retryAfter);
  }

  /** The status an error of an event stream would have had. */
  static int status(ErrorBody body) {
    return switch (body.error().type()) {
      case "authentication_error" -> 401;
      case "permission_error" -> 403;
      case "not_found_error" -> 404;
      case "conflict_error" -> 409;
      case "rate_limit_error" -> 429;
      case "invalid_request_error" -> 400;
      default -> 503;
    };
  }
}
