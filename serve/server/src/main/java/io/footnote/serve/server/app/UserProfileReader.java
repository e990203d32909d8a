package io.footnote.serve.server.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.footnote.serve.engine.model.InvalidRequestException;
import io.footnote.serve.engine.model.UserProfile;
import io.footnote.serve.server.json.UserJson;
import java.util.Map;
import java.util.TreeMap;

/** Reads what the setting {@code users} says of each. */
final class UserProfileReader {
  private static final String WANTED =
      "must be profiles by name, each with language, role or preferred_sources";

  private UserProfileReader() {}

  static Map<String, UserProfile> readAll(JsonNode written, Environment environment) {
    if (!written.isObject()) {
      throw new IllegalArgumentException(WANTED);
    }
    Map<String, UserProfile> users = new TreeMap<>();
    for (Map.Entry<String, JsonNode> user : written.properties()) {
      try {
        users.put(user.getKey(), UserJson.read(user.getValue()));
      } catch (InvalidRequestException e) {
        throw new IllegalArgumentException(
            "%s; of '%s': %s".formatted(WANTED, user.getKey(), e.getMessage()), e);
      }
    }
    return users;
  }
}
