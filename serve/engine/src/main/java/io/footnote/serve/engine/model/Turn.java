package io.footnote.serve.engine.model;

import java.util.Locale;

/**
 * What one side said in a conversation.
 *
 * @param content of any length; may be empty
 */
public record Turn(Role role, String content) {

  /** Who speaks. */
  public enum Role {
    USER,
    ASSISTANT;

    /**
     * @param name in lower case
     * @throws InvalidRequestException if there is no such role
     */
    public static Role of(String name) {
      for (Role role : values()) {
        if (role.lowerCase().equals(name)) {
          return role;
        }
      }
      throw InvalidRequestException.of(
          "history", "the role of a turn must be user or assistant, but got: '" + name + "'");
    }

    public String lowerCase() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static Turn user(String content) {
    return new Turn(Role.USER, content);
  }

  public static Turn assistant(String content) {
    return new Turn(Role.ASSISTANT, content);
  }

  public boolean byUser() {
    return role == Role.USER;
  }
}
