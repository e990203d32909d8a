package io.footnote.serve.server.http;

import io.footnote.serve.engine.model.InvalidRequestException;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The query string of a request, read as strictly as a body. */
final class Query {
  private final Map<String, List<String>> parameters;

  private Query(Map<String, List<String>> parameters) {
    this.parameters = parameters;
  }

  static Query of(Context context, String... allowed) {
    Set<String> names = new TreeSet<>(List.of(allowed));
    for (String name : context.queryParamMap().keySet()) {
      if (!names.contains(name)) {
        throw new InvalidRequestException(
            "unknown_field",
            name,
            "unknown parameter '" + name + "'; allowed are " + String.join(", ", names));
      }
    }
    return new Query(context.queryParamMap());
  }

  @Nullable String textOrNull(String name) {
    List<String> values = parameters.getOrDefault(name, List.of());
    return values.isEmpty() ? null : values.getFirst();
  }

  String text(String name, String otherwise) {
    String text = textOrNull(name);
    return text == null ? otherwise : text;
  }

  /** Whether a parameter is {@code true}; false if it is missing. */
  boolean flag(String name) {
    String text = text(name, "false");
    if (!text.equals("true") && !text.equals("false")) {
      throw new InvalidRequestException(
          "wrong_type", name, "'" + name + "' must be true or false, but got: '" + text + "'");
    }
    return text.equals("true");
  }

  int integer(String name, int otherwise, int min, int max) {
    String text = textOrNull(name);
    if (text == null) {
      return otherwise;
    }
    int value;
    try {
      value = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new InvalidRequestException(
          "wrong_type", name, "'" + name + "' must be a whole number, but got: '" + text + "'", e);
    }
    if (value < min || value > max) {
      throw InvalidRequestException.of(
          name, "%s must be between %d and %d, but got: %d".formatted(name, min, max, value));
    }
    return value;
  }
}
