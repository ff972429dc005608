-- +goose Up
ALTER TABLE proposals ADD COLUMN cosigners TEXT NOT NULL DEFAULT '';
ALTER TABLE proposals ADD COLUMN ends_by TEXT NOT NULL DEFAULT '';
ALTER TABLE proposals ADD COLUMN ends_mandate TEXT NOT NULL DEFAULT '';
ALTER TABLE proposals ADD COLUMN ends_why TEXT NOT NULL DEFAULT '';
ALTER TABLE proposals ADD COLUMN ends_since DATETIME;
ALTER TABLE proposals ADD COLUMN left_from TEXT NOT NULL DEFAULT '';
-- One signature for each organisation and proposal: asked for, confirmed by a second person, taken by the proposer.
CREATE TABLE cosignatures (
  id TEXT NOT NULL PRIMARY KEY,
  proposal_id TEXT NOT NULL REFERENCES proposals (id),
  forum_id TEXT NOT NULL REFERENCES forums (id),
  signs_for TEXT NOT NULL REFERENCES organisations (id),
  state TEXT NOT NULL,
  state_since DATETIME NOT NULL,
  offered_by TEXT NOT NULL,
  mandate_id TEXT NOT NULL,
  confirmed_by TEXT NOT NULL,
  letter TEXT NOT NULL,
  letter_dated TEXT NOT NULL,
  letter_asked BOOLEAN NOT NULL,
  entered_by TEXT NOT NULL,
  joined_at DATETIME,
  taken_by TEXT NOT NULL,
  heir_by TEXT NOT NULL,
  heir_mandate TEXT NOT NULL,
  version INTEGER NOT NULL
);
CREATE UNIQUE INDEX cosignatures_one ON cosignatures (proposal_id, signs_for);
CREATE INDEX cosignatures_for ON cosignatures (signs_for, state);
CREATE INDEX cosignatures_forum ON cosignatures (forum_id, state);
CREATE TABLE cosignature_letters (
  id TEXT NOT NULL PRIMARY KEY,
  proposal_id TEXT NOT NULL REFERENCES proposals (id),
  cosignature_id TEXT NOT NULL REFERENCES cosignatures (id),
  content BLOB NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  hash TEXT NOT NULL,
  added_by TEXT NOT NULL,
  added_at DATETIME NOT NULL
);
CREATE INDEX cosignature_letters_of ON cosignature_letters (cosignature_id);

-- +goose Down
DROP TABLE cosignature_letters;
DROP TABLE cosignatures;
ALTER TABLE proposals DROP COLUMN left_from;
ALTER TABLE proposals DROP COLUMN ends_since;
ALTER TABLE proposals DROP COLUMN ends_why;
ALTER TABLE proposals DROP COLUMN ends_mandate;
ALTER TABLE proposals DROP COLUMN ends_by;
ALTER TABLE proposals DROP COLUMN cosigners;
