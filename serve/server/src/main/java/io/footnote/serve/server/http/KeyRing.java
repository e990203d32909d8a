package io.footnote.serve.server.http;

import io.footnote.index.model.Principal;
import java.util.Optional;

/** The API keys a server accepts. Thread-safe. */
public interface KeyRing {

  /** Whether any key exists; without one a server on loopback is open. */
  boolean any();

  /** Who presents {@code secret}; empty if no valid key has it. */
  Optional<Principal> find(String secret);
}
