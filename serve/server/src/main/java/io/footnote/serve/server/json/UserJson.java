package io.footnote.serve.server.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footnote.serve.engine.model.UserProfile;
import java.util.List;

/** What is known of who asks, as JSON. */
public final class UserJson {
  /** The field of a request that holds it. */
  public static final String FIELD = "user";

  private static final String[] FIELDS = {"language", "role", "preferred_sources"};

  private UserJson() {}

  /** The profile in a request; one that says nothing if there is none. */
  public static UserProfile in(RequestBody request) {
    RequestBody user = request.objectOrNull(FIELD, FIELDS);
    return user == null ? UserProfile.NONE : read(user);
  }

  /** A profile by itself. */
  public static UserProfile read(JsonNode user) {
    return read(RequestBody.of(user, FIELDS));
  }

  private static UserProfile read(RequestBody user) {
    return new UserProfile(
        user.textOrNull("language"),
        user.textOrNull("role"),
        user.texts("preferred_sources", List.of()));
  }

  /** Adds a profile to a request, if it says something. */
  public static void write(UserProfile user, ObjectNode request) {
    if (user.equals(UserProfile.NONE)) {
      return;
    }
    request
        .putObject(FIELD)
        .put("language", user.language())
        .put("role", user.role())
        .set("preferred_sources", Json.tree(user.preferredSources()));
  }
}
