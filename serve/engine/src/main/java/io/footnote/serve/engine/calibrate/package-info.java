/** From signals to probabilities: measured scales and fitted coefficients with their provenance. */
@NullMarked
package io.footnote.serve.engine.calibrate;

import org.jspecify.annotations.NullMarked;
