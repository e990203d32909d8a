/** Score fusion: pure functions over candidates. */
@NullMarked
package io.footnote.index.fuse;

import org.jspecify.annotations.NullMarked;
