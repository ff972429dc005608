-- +goose Up
-- A ballot on something that is not for everybody stays within a circle.
ALTER TABLE ballots ADD COLUMN within TEXT NOT NULL DEFAULT '';
-- What an organisation says against the refusal of its proposal: once for each proposal.
CREATE TABLE appeals (
  id text NOT NULL PRIMARY KEY,
  proposal_id text NOT NULL REFERENCES proposals (id),
  reference text NOT NULL,
  state text NOT NULL,
  state_since timestamptz NOT NULL,
  words text NOT NULL,
  language text NOT NULL,
  filed_by text NOT NULL,
  mandate_id text NOT NULL,
  filed_at timestamptz NOT NULL,
  confirmed_by text NOT NULL,
  letter text NOT NULL,
  letter_dated text NOT NULL,
  letter_asked boolean NOT NULL,
  entered_by text NOT NULL,
  lodged_at timestamptz,
  refused_at timestamptz NOT NULL,
  refused_by text NOT NULL,
  seconded_by text NOT NULL,
  ends_at timestamptz NOT NULL,
  reminded_at timestamptz,
  decided_at timestamptz,
  outcome text NOT NULL,
  access text NOT NULL,
  forum_id text NOT NULL REFERENCES forums (id),
  organisation_id text NOT NULL REFERENCES organisations (id),
  person_id text NOT NULL,
  version bigint NOT NULL
);
CREATE UNIQUE INDEX appeals_one ON appeals (proposal_id);
CREATE INDEX appeals_state ON appeals (state, forum_id);
CREATE INDEX appeals_organisation ON appeals (organisation_id);
-- What each of the two who refused says beside it.
CREATE TABLE appeal_views (
  id text NOT NULL PRIMARY KEY,
  appeal_id text NOT NULL REFERENCES appeals (id),
  stated_by text NOT NULL,
  office text NOT NULL,
  words text NOT NULL,
  language text NOT NULL,
  stated_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX appeal_views_one ON appeal_views (appeal_id, stated_by);
CREATE TABLE appeal_letters (
  id text NOT NULL PRIMARY KEY,
  appeal_id text NOT NULL REFERENCES appeals (id),
  content bytea NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  hash text NOT NULL,
  added_by text NOT NULL,
  added_at timestamptz NOT NULL
);
CREATE INDEX appeal_letters_of ON appeal_letters (appeal_id);

-- +goose Down
DROP TABLE appeal_letters;
DROP TABLE appeal_views;
DROP TABLE appeals;
ALTER TABLE ballots DROP COLUMN within;
