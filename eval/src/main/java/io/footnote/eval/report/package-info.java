/** What a run says of itself: JSON, a page of HTML, a table; comparing runs and gates. */
@NullMarked
package io.footnote.eval.report;

import org.jspecify.annotations.NullMarked;
