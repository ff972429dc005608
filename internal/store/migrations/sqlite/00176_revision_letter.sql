-- +goose Up
-- The letter by which an organisation with one registered person confirms its proposal's new version, until it is checked.
CREATE TABLE revision_letters (
  id TEXT NOT NULL PRIMARY KEY,
  proposal_id TEXT NOT NULL REFERENCES proposals (id),
  forum_id TEXT NOT NULL REFERENCES forums (id),
  revised_for TEXT NOT NULL REFERENCES organisations (id),
  sheet_id TEXT NOT NULL,
  sheet_version INTEGER NOT NULL,
  state TEXT NOT NULL,
  state_since DATETIME NOT NULL,
  asked_by TEXT NOT NULL,
  dated TEXT NOT NULL,
  entered_by TEXT NOT NULL,
  content BLOB NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  hash TEXT NOT NULL,
  version INTEGER NOT NULL
);
CREATE UNIQUE INDEX revision_letters_one ON revision_letters (proposal_id);
CREATE INDEX revision_letters_forum ON revision_letters (forum_id, state);

-- +goose Down
DROP TABLE revision_letters;
