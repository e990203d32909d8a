package io.footnote.serve.engine.model;

import java.time.Instant;

/**
 * A conversation that is remembered.
 *
 * @param title the beginning of its first question
 * @param turns how many turns it has, answers included
 */
public record ConversationInfo(
    String conversationId, String title, Instant created, Instant updated, int turns) {}
