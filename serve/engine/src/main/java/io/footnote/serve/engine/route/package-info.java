/**
 * How a question is treated. A {@link io.footnote.serve.engine.route.Classifier} says what it wants
 * by its words alone, before anything of documents is looked at; {@link
 * io.footnote.serve.engine.route.Router} says what that means for the documents somebody may see.
 */
@NullMarked
package io.footnote.serve.engine.route;

import org.jspecify.annotations.NullMarked;
