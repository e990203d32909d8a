package io.footnote.serve.engine.model;

/**
 * Something a stage left out.
 *
 * @param id chunk id of what was left out
 * @param reason why, for people
 */
public record Dropped(String id, String reason) {}
