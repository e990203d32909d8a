-- Owned by package erase.
CREATE TABLE deletion (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  deletion_id TEXT NOT NULL UNIQUE,
  collection TEXT NOT NULL,
  chunks INTEGER NOT NULL,
  purge INTEGER NOT NULL,
  requested_at INTEGER NOT NULL, -- milliseconds since 1970
  generation INTEGER,
  deleted_at INTEGER -- null until nothing is left
);
CREATE TABLE deletion_item (
  deletion_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (deletion_id, kind, value)
);
