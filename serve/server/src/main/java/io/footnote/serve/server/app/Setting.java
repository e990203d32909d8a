package io.footnote.serve.server.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/**
 * One setting.
 *
 * @param key name in {@code footnote.yaml}
 * @param description what it does, with its unit and range
 * @param standard the default
 * @param reader turns what was written into the value, or says what is wrong with it
 */
record Setting<T>(String key, String description, T standard, Reader<T> reader) {

  /** Name of the environment variable that sets it. */
  String variable() {
    return "FOOTNOTE_" + key.toUpperCase(Locale.ROOT);
  }

  /** Name of the flag that sets it, where there is one. */
  String flag() {
    return "--" + key.replace('_', '-');
  }

  /** Reads a value. */
  interface Reader<T> {
    /**
     * @throws IllegalArgumentException saying what the value must be, as in "must be a whole
     *     number"
     */
    T read(JsonNode written, Environment environment);
  }
}
