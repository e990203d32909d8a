-- Owned by package memory.
CREATE TABLE memory_item (
  memory_id TEXT PRIMARY KEY,
  kind TEXT NOT NULL, -- fact, instruction
  audience TEXT NOT NULL, -- user, group, everybody
  audience_name TEXT NOT NULL, -- empty for everybody
  collection TEXT NOT NULL, -- empty for all
  content TEXT NOT NULL,
  added_by TEXT NOT NULL,
  created BIGINT NOT NULL, -- milliseconds since 1970
  forgotten INTEGER NOT NULL -- 1 while copies of it are being deleted
);
CREATE INDEX memory_item_audience ON memory_item (audience, audience_name);
CREATE TABLE memory_vector (
  memory_id TEXT PRIMARY KEY REFERENCES memory_item (memory_id) ON DELETE CASCADE,
  model_hash TEXT NOT NULL,
  vector TEXT NOT NULL -- 32-bit floats, little endian, in Base64
);
