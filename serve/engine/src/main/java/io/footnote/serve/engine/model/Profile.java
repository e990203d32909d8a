package io.footnote.serve.engine.model;

import java.util.Locale;

/** How much work retrieval takes for a better ranking; {@code eval/bench/RETRIEVAL.md} measures. */
public enum Profile {
  /** Both legs, fused. */
  FAST,
  /** Also lets adjacent and similar passages support each other. The default. */
  BALANCED,
  /** Also searches again with what was found first. */
  ACCURATE;

  /**
   * @param name in lower case
   * @throws InvalidRequestException if there is no such profile
   */
  public static Profile of(String name) {
    for (Profile profile : values()) {
      if (profile.lowerCase().equals(name)) {
        return profile;
      }
    }
    throw InvalidRequestException.of(
        "profile", "profile must be fast, balanced or accurate, but got: '" + name + "'");
  }

  public String lowerCase() {
    return name().toLowerCase(Locale.ROOT);
  }
}
