package io.footnote.serve.engine.model;

import java.time.Instant;
import java.util.Set;

/**
 * An API key as it can be shown later: never the secret itself.
 *
 * @param keyId public part, for listing and revoking
 */
public record ApiKey(
    String keyId, String user, Set<String> groups, boolean operator, Instant created) {}
