-- Owned by package trace. Traces of earlier versions name nobody and are in no list.
ALTER TABLE trace ADD COLUMN asker TEXT;
CREATE INDEX trace_asker ON trace (asker, started);
