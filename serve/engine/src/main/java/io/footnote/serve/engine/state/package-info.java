/**
 * The state database, SQLite or PostgreSQL: its connection and its migrations. Each feature owns
 * its tables.
 */
@NullMarked
package io.footnote.serve.engine.state;

import org.jspecify.annotations.NullMarked;
