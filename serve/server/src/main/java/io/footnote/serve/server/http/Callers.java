package io.footnote.serve.server.http;

import io.footnote.index.model.Principal;
import io.footnote.serve.engine.model.ForbiddenException;
import io.footnote.serve.engine.model.InvalidRequestException;
import io.footnote.serve.engine.model.UnauthenticatedException;
import io.footnote.serve.server.json.PrincipalText;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who calls: by API key, by the key of this machine, or, where that is allowed, anybody.
 */
final class Callers {
  static final String AS_HEADER = "X-Footnote-As";
  private static final String SCHEME = "bearer ";

  private final KeyRing keys;
  private final byte[] localKey;
  private final boolean loopback;
  private final boolean anonymousReadsPublic;

  Callers(KeyRing keys, HttpSettings settings) {
    this.keys = keys;
    this.localKey = settings.localKey().getBytes(StandardCharsets.UTF_8);
    this.loopback = HostGuard.isLoopback(settings.host());
    this.anonymousReadsPublic = settings.anonymousReadsPublic();
  }

  /** Whether everybody who reaches the server is its operator. */
  boolean open() {
    return loopback && !keys.any();
  }

  Principal of(Context context) {
    Principal caller = bearer(context.header("Authorization"));
    String as = context.header(AS_HEADER);
    if (as == null) {
      return caller;
    }
    if (!caller.operator()) {
      throw new ForbiddenException(
          "operator_only",
          AS_HEADER,
          "only operators may act as somebody else with the header " + AS_HEADER);
    }
    try {
      return PrincipalText.decode(as);
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(
          "invalid_principal", AS_HEADER, String.valueOf(e.getMessage()), e);
    }
  }

  private Principal bearer(@Nullable String authorization) {
    if (authorization == null) {
      return withoutKey();
    }
    if (!authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      throw new UnauthenticatedException(
          "invalid_authorization", "send the API key as 'Authorization: Bearer fn_…'");
    }
    String secret = authorization.substring(SCHEME.length()).strip();
    if (MessageDigest.isEqual(secret.getBytes(StandardCharsets.UTF_8), localKey)) {
      return Principal.operator("local");
    }
    return keys.find(secret)
        .orElseThrow(() ->
            new UnauthenticatedException(
                "invalid_api_key",
                "the API key is not valid; it may have been revoked. Create one with 'footnote keys"
                    + " create USER'"));
  }

  private Principal withoutKey() {
    if (open()) {
      return Principal.operator("local");
    }
    if (anonymousReadsPublic) {
      return Principal.anonymous();
    }
    throw new UnauthenticatedException(
        "missing_api_key", "an API key is needed; send it as 'Authorization: Bearer fn_…'");
  }
}
