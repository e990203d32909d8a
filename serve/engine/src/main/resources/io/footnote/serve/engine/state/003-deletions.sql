-- Owned by package erase.
CREATE TABLE deletion (
  sequence ${counter},
  deletion_id TEXT NOT NULL UNIQUE,
  collection TEXT NOT NULL,
  chunks BIGINT NOT NULL,
  purge BOOLEAN NOT NULL,
  requested_at BIGINT NOT NULL, -- milliseconds since 1970
  generation BIGINT,
  deleted_at BIGINT -- null until nothing is left
);
CREATE TABLE deletion_item (
  deletion_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (deletion_id, kind, value)
);
