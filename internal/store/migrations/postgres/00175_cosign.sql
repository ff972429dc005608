-- +goose Up
ALTER TABLE proposals ADD COLUMN cosigners TEXT NOT NULL DEFAULT '';
ALTER TABLE proposals ADD COLUMN ends_by TEXT NOT NULL DEFAULT '';
ALTER TABLE proposals ADD COLUMN ends_mandate TEXT NOT NULL DEFAULT '';
ALTER TABLE proposals ADD COLUMN ends_why TEXT NOT NULL DEFAULT '';
ALTER TABLE proposals ADD COLUMN ends_since TIMESTAMPTZ;
ALTER TABLE proposals ADD COLUMN left_from TEXT NOT NULL DEFAULT '';
-- One signature for each organisation and proposal: asked for, confirmed by a second person, taken by the proposer.
CREATE TABLE cosignatures (
  id text NOT NULL PRIMARY KEY,
  proposal_id text NOT NULL REFERENCES proposals (id),
  forum_id text NOT NULL REFERENCES forums (id),
  signs_for text NOT NULL REFERENCES organisations (id),
  state text NOT NULL,
  state_since timestamptz NOT NULL,
  offered_by text NOT NULL,
  mandate_id text NOT NULL,
  confirmed_by text NOT NULL,
  letter text NOT NULL,
  letter_dated text NOT NULL,
  letter_asked boolean NOT NULL,
  entered_by text NOT NULL,
  joined_at timestamptz,
  taken_by text NOT NULL,
  heir_by text NOT NULL,
  heir_mandate text NOT NULL,
  version bigint NOT NULL
);
CREATE UNIQUE INDEX cosignatures_one ON cosignatures (proposal_id, signs_for);
CREATE INDEX cosignatures_for ON cosignatures (signs_for, state);
CREATE INDEX cosignatures_forum ON cosignatures (forum_id, state);
CREATE TABLE cosignature_letters (
  id text NOT NULL PRIMARY KEY,
  proposal_id text NOT NULL REFERENCES proposals (id),
  cosignature_id text NOT NULL REFERENCES cosignatures (id),
  content bytea NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  hash text NOT NULL,
  added_by text NOT NULL,
  added_at timestamptz NOT NULL
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
