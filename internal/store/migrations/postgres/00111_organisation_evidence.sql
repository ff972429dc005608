-- +goose Up
CREATE TABLE organisation_evidence (
  id text NOT NULL PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES organisations (id),
  content bytea NOT NULL,
  size bigint NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  hash text NOT NULL,
  added_by text NOT NULL,
  added_at timestamptz NOT NULL
);
CREATE INDEX organisation_evidence_of ON organisation_evidence (organisation_id);

-- +goose Down
DROP TABLE organisation_evidence;
