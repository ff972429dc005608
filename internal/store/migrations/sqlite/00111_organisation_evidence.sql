-- +goose Up
CREATE TABLE organisation_evidence (
  id TEXT NOT NULL PRIMARY KEY,
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  content BLOB NOT NULL,
  size INTEGER NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  hash TEXT NOT NULL,
  added_by TEXT NOT NULL,
  added_at DATETIME NOT NULL
);
CREATE INDEX organisation_evidence_of ON organisation_evidence (organisation_id);

-- +goose Down
DROP TABLE organisation_evidence;
