package io.footnote.serve.engine.access;

import io.footnote.serve.engine.model.InvalidRequestException;
import java.util.Set;

/** Rules for the names of groups. */
public final class Groups {
  private static final int MAX_LENGTH = 200;

  private Groups() {}

  /**
   * Returns {@code group} if it can name a group.
   *
   * @throws InvalidRequestException if it is blank, very long or holds control characters
   */
  public static String check(String group) {
    if (group.isBlank()
        || group.length() > MAX_LENGTH
        || group.chars().anyMatch(Character::isISOControl)) {
      throw InvalidRequestException.of(
          "acl",
          "a group must be 1 to "
              + MAX_LENGTH
              + " characters without line breaks, but got: '"
              + group
              + "'");
    }
    return group;
  }

  /** Checks each of {@code groups}. */
  public static Set<String> checkAll(Set<String> groups) {
    groups.forEach(Groups::check);
    return groups;
  }
}
