-- +goose Up
-- The letter by which an organisation with one registered person confirms its proposal's new version, until it is checked.
CREATE TABLE revision_letters (
  id text NOT NULL PRIMARY KEY,
  proposal_id text NOT NULL REFERENCES proposals (id),
  forum_id text NOT NULL REFERENCES forums (id),
  revised_for text NOT NULL REFERENCES organisations (id),
  sheet_id text NOT NULL,
  sheet_version bigint NOT NULL,
  state text NOT NULL,
  state_since timestamptz NOT NULL,
  asked_by text NOT NULL,
  dated text NOT NULL,
  entered_by text NOT NULL,
  content bytea NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  hash text NOT NULL,
  version bigint NOT NULL
);
CREATE UNIQUE INDEX revision_letters_one ON revision_letters (proposal_id);
CREATE INDEX revision_letters_forum ON revision_letters (forum_id, state);

-- +goose Down
DROP TABLE revision_letters;
