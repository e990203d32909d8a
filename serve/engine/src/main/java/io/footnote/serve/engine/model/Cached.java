package io.footnote.serve.engine.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where an answer comes from that was not made for this question.
 *
 * @param question that it was made for; null if somebody else asked it in other words, which are
 *     not this caller's to read
 * @param answeredAt when it was made
 * @param similarity cosine of both questions' vectors; 1 for the same question
 */
public record Cached(@Nullable String question, Instant answeredAt, double similarity) {}
