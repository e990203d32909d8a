-- Owned by package job.
CREATE TABLE job (
  sequence ${counter},
  job_id TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL,
  job_json TEXT NOT NULL
);
CREATE INDEX job_state ON job (state);
CREATE TABLE job_input (
  job_id TEXT PRIMARY KEY,
  input_json TEXT NOT NULL
);
