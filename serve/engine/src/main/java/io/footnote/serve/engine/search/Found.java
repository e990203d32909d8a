package io.footnote.serve.engine.search;

import io.footnote.serve.engine.model.SearchExplanation.ContextPlace;
import io.footnote.serve.engine.retrieve.Standing;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a document in a search.
 *
 * @param readable whether the person searching may read it
 * @param standing null if not, or if it has no passage
 * @param context null if that was not asked, or it is not among the results
 */
record Found(boolean readable, @Nullable Standing standing, @Nullable ContextPlace context) {}
