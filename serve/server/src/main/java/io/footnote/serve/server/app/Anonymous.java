package io.footnote.serve.server.app;

/** What a caller without an API key may see once keys exist. */
public enum Anonymous {
  /** Documents without an access list. */
  PUBLIC,
  /** Nothing: the request is refused. */
  NONE
}
