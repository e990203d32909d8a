package io.footnote.serve.server.json;

import org.jspecify.annotations.Nullable;

/**
 * What every failed request returns.
 *
 * @param error the error
 */
public record ErrorBody(Details error) {

  /**
   * @param message what, which value, and how to mend it
   * @param type kind of error, for programs
   * @param param the parameter that was wrong, if one was
   * @param code the exact error, for programs
   * @param traceId of the trace that tells what led to it, if there is one
   */
  public record Details(
      String message, String type, @Nullable String param, String code, @Nullable String traceId) {}

  public static ErrorBody of(String message, String type, @Nullable String param, String code) {
    return new ErrorBody(new Details(message, type, param, code, null));
  }

  /** The same, of a request that has a trace. */
  public ErrorBody traced(String traceId) {
    return new ErrorBody(new Details(error.message, error.type, error.param, error.code, traceId));
  }
}
