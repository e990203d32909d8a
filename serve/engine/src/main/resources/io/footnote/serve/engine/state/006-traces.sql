-- Owned by package trace.
CREATE TABLE trace (
  trace_id TEXT PRIMARY KEY,
  started BIGINT NOT NULL,
  trace TEXT NOT NULL,
  recording TEXT
);
CREATE INDEX trace_started ON trace (started);
CREATE TABLE trace_source (
  trace_id TEXT NOT NULL REFERENCES trace (trace_id) ON DELETE CASCADE,
  collection TEXT NOT NULL,
  document_id TEXT NOT NULL,
  PRIMARY KEY (trace_id, collection, document_id)
);
CREATE INDEX trace_source_document ON trace_source (collection, document_id);
