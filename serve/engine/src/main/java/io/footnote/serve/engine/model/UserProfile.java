package io.footnote.serve.engine.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of who asks. It shapes an answer and never decides what may be read.
 *
 * @param language in which to answer, ISO 639-1; documents in it are preferred. Null for that of
 *     the question
 * @param role for whom to write, in a few words; null if it does not matter
 * @param preferredSources names of collections, or parts of sources (paths, addresses, names of
 *     uploads), whose passages are preferred
 */
public record UserProfile(
    @Nullable String language, @Nullable String role, List<String> preferredSources) {
  public static final UserProfile NONE = new UserProfile(null, null, List.of());
  public static final int MAX_ROLE_LENGTH = 200;
  public static final int MAX_PREFERRED_SOURCES = 20;

  private static final String CODE = "invalid_user";
  private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());

  public UserProfile {
    if (language != null && !LANGUAGES.contains(language)) {
      throw new InvalidRequestException(
          CODE,
          "user.language",
          "user.language must be a code of ISO 639-1 such as de, but got: '" + language + "'");
    }
    if (role != null && (role.isBlank() || role.length() > MAX_ROLE_LENGTH)) {
      throw new InvalidRequestException(
          CODE,
          "user.role",
          "user.role must be 1 to %d characters, but got: %d"
              .formatted(MAX_ROLE_LENGTH, role.length()));
    }
    preferredSources = List.copyOf(new LinkedHashSet<>(preferredSources));
    if (preferredSources.size() > MAX_PREFERRED_SOURCES
        || preferredSources.stream().anyMatch(String::isBlank)) {
      throw new InvalidRequestException(
          CODE,
          "user.preferred_sources",
          "user.preferred_sources must be at most %d names that are not empty, but got: %s"
              .formatted(MAX_PREFERRED_SOURCES, preferredSources));
    }
  }

  /** This profile, with what it leaves open taken from another. */
  public UserProfile or(UserProfile standard) {
    return new UserProfile(
        language == null ? standard.language : language,
        role == null ? standard.role : role,
        preferredSources.isEmpty() ? standard.preferredSources : preferredSources);
  }

  /** Whether some passages are preferred to others. */
  public boolean prefers() {
    return language != null || !preferredSources.isEmpty();
  }

  /** English name of the language; null if there is none. */
  public @Nullable String languageName() {
    return language == null ? null : Locale.of(language).getDisplayLanguage(Locale.ENGLISH);
  }
}
