-- +goose Up
-- Files on the sheet of a proposal that is being written go when the sheet goes; those of a version stay with it.
CREATE TABLE proposal_sheet_files (
  id TEXT NOT NULL PRIMARY KEY,
  sheet_id TEXT NOT NULL REFERENCES proposal_sheets (id) ON DELETE CASCADE,
  place INTEGER NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  alt TEXT NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  size INTEGER NOT NULL,
  hash TEXT NOT NULL,
  content BLOB NOT NULL,
  small TEXT NOT NULL,
  added_by TEXT NOT NULL,
  added_at DATETIME NOT NULL
);
CREATE INDEX proposal_sheet_files_sheet ON proposal_sheet_files (sheet_id);
CREATE TABLE proposal_annexes (
  id TEXT NOT NULL PRIMARY KEY,
  proposal_id TEXT NOT NULL REFERENCES proposals (id),
  version_id TEXT NOT NULL REFERENCES text_versions (id),
  place INTEGER NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  alt TEXT NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  size INTEGER NOT NULL,
  hash TEXT NOT NULL,
  content BLOB NOT NULL,
  small TEXT NOT NULL,
  added_by TEXT NOT NULL,
  added_at DATETIME NOT NULL
);
CREATE UNIQUE INDEX proposal_annexes_place ON proposal_annexes (version_id, place);
CREATE INDEX proposal_annexes_proposal ON proposal_annexes (proposal_id);

-- +goose Down
DROP TABLE proposal_annexes;
DROP TABLE proposal_sheet_files;
