package io.footnote.serve.server.app;

import io.footnote.serve.engine.model.FootnoteException;
import java.util.List;

/** The configuration cannot be used; holds every problem, not only the first. */
public final class ConfigException extends FootnoteException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  public ConfigException(List<String> problems) {
    super("invalid_configuration", null, message(problems), null);
    this.problems = List.copyOf(problems);
  }

  private static String message(List<String> problems) {
    return problems.size() == 1
        ? "the configuration is wrong: " + problems.getFirst()
        : "the configuration has %d problems:\n  - %s"
            .formatted(problems.size(), String.join("\n  - ", problems));
  }

  public List<String> problems() {
    return problems;
  }
}
