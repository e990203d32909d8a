package io.footnote.serve.server.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.footnote.serve.engine.state.StateLocation;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads where state is kept. */
final class StateReader {
  static final String SQLITE = "sqlite";

  private static final Set<String> KEYS =
      new TreeSet<>(Set.of("url", "user", "password", "password_env"));

  private StateReader() {}

  static StateLocation read(JsonNode written, Environment environment) {
    if (written.isTextual() && written.asText().equals(SQLITE)) {
      return new StateLocation.InDataFolder();
    }
    if (!written.isObject() || !written.hasNonNull("url")) {
      throw new IllegalArgumentException(
          "must be 'sqlite', or a PostgreSQL database: {url: 'jdbc:postgresql://host/database', user:"
              + " …, password_env: …}");
    }
    written
        .fieldNames()
        .forEachRemaining(name -> {
          if (!KEYS.contains(name)) {
            throw new IllegalArgumentException(
                "has the unknown key '%s'; known are %s".formatted(name, String.join(", ", KEYS)));
          }
        });
    try {
      return new StateLocation.Postgres(
          Readers.text(written.get("url"), environment),
          written.hasNonNull("user") ? Readers.text(written.get("user"), environment) : null,
          password(written, environment));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("is wrong: " + e.getMessage(), e);
    }
  }

  private static @Nullable String password(JsonNode written, Environment environment) {
    if (written.hasNonNull("password")) {
      return Readers.text(written.get("password"), environment);
    }
    if (!written.hasNonNull("password_env")) {
      return null;
    }
    String variable = Readers.text(written.get("password_env"), environment);
    String value = environment.variables().get(variable);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          "its password is to come from the environment variable %s, which is not set"
              .formatted(variable));
    }
    return value;
  }
}
