/** What in a text is meant for a machine and not for its readers. */
@NullMarked
package io.footnote.ingest.screen;

import org.jspecify.annotations.NullMarked;
