package io.footnote.serve.server.app;

/**
 * One thing that was looked at.
 *
 * @param finding what was found and, if it is not good, how to mend it
 */
public record Check(String name, boolean good, String finding) {}
