package io.footnote.serve.server.app;

/**
 * A setting as it is in force.
 *
 * @param value as text, secrets hidden
 * @param origin where the value came from: {@code default}, the file, the environment variable or
 *     the flag
 */
public record ResolvedSetting(String key, String value, String origin, String description) {}
