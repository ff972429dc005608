-- +goose Up
-- A ballot on something that is not for everybody stays within a circle.
ALTER TABLE ballots ADD COLUMN within TEXT NOT NULL DEFAULT '';
-- What an organisation says against the refusal of its proposal: once for each proposal.
CREATE TABLE appeals (
  id TEXT NOT NULL PRIMARY KEY,
  proposal_id TEXT NOT NULL REFERENCES proposals (id),
  reference TEXT NOT NULL,
  state TEXT NOT NULL,
  state_since DATETIME NOT NULL,
  words TEXT NOT NULL,
  language TEXT NOT NULL,
  filed_by TEXT NOT NULL,
  mandate_id TEXT NOT NULL,
  filed_at DATETIME NOT NULL,
  confirmed_by TEXT NOT NULL,
  letter TEXT NOT NULL,
  letter_dated TEXT NOT NULL,
  letter_asked BOOLEAN NOT NULL,
  entered_by TEXT NOT NULL,
  lodged_at DATETIME,
  refused_at DATETIME NOT NULL,
  refused_by TEXT NOT NULL,
  seconded_by TEXT NOT NULL,
  ends_at DATETIME NOT NULL,
  reminded_at DATETIME,
  decided_at DATETIME,
  outcome TEXT NOT NULL,
  access TEXT NOT NULL,
  forum_id TEXT NOT NULL REFERENCES forums (id),
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  person_id TEXT NOT NULL,
  version INTEGER NOT NULL
);
CREATE UNIQUE INDEX appeals_one ON appeals (proposal_id);
CREATE INDEX appeals_state ON appeals (state, forum_id);
CREATE INDEX appeals_organisation ON appeals (organisation_id);
-- What each of the two who refused says beside it.
CREATE TABLE appeal_views (
  id TEXT NOT NULL PRIMARY KEY,
  appeal_id TEXT NOT NULL REFERENCES appeals (id),
  stated_by TEXT NOT NULL,
  office TEXT NOT NULL,
  words TEXT NOT NULL,
  language TEXT NOT NULL,
  stated_at DATETIME NOT NULL
);
CREATE UNIQUE INDEX appeal_views_one ON appeal_views (appeal_id, stated_by);
CREATE TABLE appeal_letters (
  id TEXT NOT NULL PRIMARY KEY,
  appeal_id TEXT NOT NULL REFERENCES appeals (id),
  content BLOB NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  hash TEXT NOT NULL,
  added_by TEXT NOT NULL,
  added_at DATETIME NOT NULL
);
CREATE INDEX appeal_letters_of ON appeal_letters (appeal_id);

-- +goose Down
DROP TABLE appeal_letters;
DROP TABLE appeal_views;
DROP TABLE appeals;
ALTER TABLE ballots DROP COLUMN within;
