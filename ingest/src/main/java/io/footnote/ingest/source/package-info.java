/** Where documents come from: files, folders, prepared records, uploads. */
@NullMarked
package io.footnote.ingest.source;

import org.jspecify.annotations.NullMarked;
