-- Owned by package deletion. State is 'intended' until the removal is committed, then 'done'.
CREATE TABLE tombstone (
  collection TEXT NOT NULL,
  document_id TEXT NOT NULL,
  source TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  state TEXT NOT NULL,
  deleted_by TEXT NOT NULL,
  deleted_at INTEGER NOT NULL,
  PRIMARY KEY (collection, document_id)
) WITHOUT ROWID;
-- Owned by package job.
CREATE TABLE idempotency_key (
  owner TEXT NOT NULL,
  name TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  job_id TEXT NOT NULL,
  created INTEGER NOT NULL,
  PRIMARY KEY (owner, name)
) WITHOUT ROWID;
