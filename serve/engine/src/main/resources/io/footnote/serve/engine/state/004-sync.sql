-- Owned by package erase.
CREATE TABLE tombstone (
  collection TEXT NOT NULL,
  document_id TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  size_bytes BIGINT NOT NULL,
  deleted_at BIGINT NOT NULL, -- milliseconds since 1970
  PRIMARY KEY (collection, document_id)
);
-- Owned by package job.
CREATE TABLE idempotency_key (
  owner TEXT NOT NULL,
  name TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  job_id TEXT NOT NULL,
  created BIGINT NOT NULL,
  PRIMARY KEY (owner, name)
);
