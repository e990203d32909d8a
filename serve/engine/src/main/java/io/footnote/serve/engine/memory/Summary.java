package io.footnote.serve.engine.memory;

/**
 * What the first turns of a conversation said.
 *
 * @param turns how many turns it stands for
 */
public record Summary(int turns, String text) {}
