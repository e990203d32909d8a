package io.footnote.serve.server.json;

import io.footnote.ingest.IngestInput;
import io.footnote.serve.engine.model.InvalidRequestException;

/** Addresses of documents on the web, as callers write them. */
public final class Addresses {
  private Addresses() {}

  /**
   * @throws InvalidRequestException if it is no address
   */
  public static IngestInput.Url parse(String text) {
    try {
      return IngestInput.Url.of(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException("invalid_url", "url", String.valueOf(e.getMessage()), e);
    }
  }
}
