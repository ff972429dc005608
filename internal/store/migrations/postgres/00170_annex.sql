-- +goose Up
-- Files on the sheet of a proposal that is being written go when the sheet goes; those of a version stay with it.
CREATE TABLE proposal_sheet_files (
  id text NOT NULL PRIMARY KEY,
  sheet_id text NOT NULL REFERENCES proposal_sheets (id) ON DELETE CASCADE,
  place bigint NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  alt text NOT NULL,
  width bigint NOT NULL,
  height bigint NOT NULL,
  size bigint NOT NULL,
  hash text NOT NULL,
  content bytea NOT NULL,
  small text NOT NULL,
  added_by text NOT NULL,
  added_at timestamptz NOT NULL
);
CREATE INDEX proposal_sheet_files_sheet ON proposal_sheet_files (sheet_id);
CREATE TABLE proposal_annexes (
  id text NOT NULL PRIMARY KEY,
  proposal_id text NOT NULL REFERENCES proposals (id),
  version_id text NOT NULL REFERENCES text_versions (id),
  place bigint NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  alt text NOT NULL,
  width bigint NOT NULL,
  height bigint NOT NULL,
  size bigint NOT NULL,
  hash text NOT NULL,
  content bytea NOT NULL,
  small text NOT NULL,
  added_by text NOT NULL,
  added_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX proposal_annexes_place ON proposal_annexes (version_id, place);
CREATE INDEX proposal_annexes_proposal ON proposal_annexes (proposal_id);

-- +goose Down
DROP TABLE proposal_annexes;
DROP TABLE proposal_sheet_files;
