package io.footnote.serve.server.json;

import io.footnote.index.model.Principal;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Principals as text: {@code user:group,group}. */
public final class PrincipalText {
  private PrincipalText() {}

  /**
   * Reads what a person typed.
   *
   * @throws IllegalArgumentException if there is no user name
   */
  public static Principal parse(String text) {
    return parse(text, UnaryOperator.identity());
  }

  /** Reads what {@link #encode} wrote. */
  public static Principal decode(String text) {
    return parse(text, part -> URLDecoder.decode(part, StandardCharsets.UTF_8));
  }

  private static Principal parse(String text, UnaryOperator<String> decode) {
    int colon = text.indexOf(':');
    String user = decode.apply(colon < 0 ? text : text.substring(0, colon)).strip();
    if (user.isEmpty()) {
      throw new IllegalArgumentException(
          "a principal is written USER:GROUP,GROUP, but got: '" + text + "'");
    }
    Set<String> groups = new LinkedHashSet<>();
    if (colon >= 0) {
      for (String group : text.substring(colon + 1).split(",", -1)) {
        String name = decode.apply(group).strip();
        if (!name.isEmpty()) {
          groups.add(name);
        }
      }
    }
    return new Principal(user, groups, false);
  }

  /** In ASCII, for a header; whether the principal is an operator is not written. */
  public static String encode(Principal principal) {
    return URLEncoder.encode(principal.user(), StandardCharsets.UTF_8)
        + ":"
        + principal.groups().stream()
            .map(group -> URLEncoder.encode(group, StandardCharsets.UTF_8))
            .collect(Collectors.joining(","));
  }
}
