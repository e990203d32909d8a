-- Owned by package access.
CREATE TABLE policy (
  id ${counter},
  groups_key TEXT NOT NULL
);
CREATE INDEX policy_groups_key ON policy (groups_key);
CREATE TABLE policy_group (
  policy_id BIGINT NOT NULL REFERENCES policy (id),
  name TEXT NOT NULL,
  PRIMARY KEY (name, policy_id)
);
CREATE TABLE api_key (
  key_id TEXT PRIMARY KEY,
  secret_hash TEXT NOT NULL,
  user_name TEXT NOT NULL,
  group_names TEXT NOT NULL,
  operator INTEGER NOT NULL,
  created BIGINT NOT NULL
);
