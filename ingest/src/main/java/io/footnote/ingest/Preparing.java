package io.footnote.ingest;

import java.util.concurrent.Callable;

/**
 * A document to be prepared.
 *
 * @param weight about how much memory it takes on its way, in bytes
 */
record Preparing(long weight, Callable<Outcome> work) {}
