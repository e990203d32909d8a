-- Owned by package memory.
CREATE TABLE conversation (
  conversation_id TEXT PRIMARY KEY,
  owner TEXT NOT NULL,
  title TEXT NOT NULL,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL
);
CREATE INDEX conversation_owner ON conversation (owner, updated);
CREATE INDEX conversation_updated ON conversation (updated);
CREATE TABLE conversation_turn (
  conversation_id TEXT NOT NULL REFERENCES conversation (conversation_id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  said_by TEXT NOT NULL,
  content TEXT NOT NULL,
  created BIGINT NOT NULL,
  PRIMARY KEY (conversation_id, ordinal)
);
CREATE TABLE conversation_source (
  conversation_id TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  collection TEXT NOT NULL,
  document_id TEXT NOT NULL,
  PRIMARY KEY (conversation_id, ordinal, collection, document_id),
  FOREIGN KEY (conversation_id, ordinal)
    REFERENCES conversation_turn (conversation_id, ordinal) ON DELETE CASCADE
);
CREATE TABLE conversation_summary (
  conversation_id TEXT PRIMARY KEY REFERENCES conversation (conversation_id) ON DELETE CASCADE,
  turns INTEGER NOT NULL,
  summary TEXT NOT NULL
);
