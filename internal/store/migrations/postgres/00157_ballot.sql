-- +goose Up
-- Questions put to the organisations of a forum, with the rules of the day and a copy of who could vote.
CREATE TABLE ballots (
  id text NOT NULL PRIMARY KEY,
  forum_key text NOT NULL,
  subject_noun text NOT NULL,
  subject_id text NOT NULL,
  subject_path text NOT NULL,
  reference text NOT NULL,
  revision bigint NOT NULL,
  version_id text NOT NULL,
  version_hash text NOT NULL,
  rules text NOT NULL,
  provinces text NOT NULL,
  written boolean NOT NULL,
  meeting text NOT NULL,
  until timestamptz,
  state text NOT NULL,
  state_since timestamptz NOT NULL,
  reason text NOT NULL,
  prepared_by text NOT NULL,
  opened_at timestamptz,
  closed_at timestamptz,
  tallied_at timestamptz,
  result text NOT NULL,
  seats bigint NOT NULL,
  present bigint NOT NULL,
  favour bigint NOT NULL,
  against bigint NOT NULL,
  abstained bigint NOT NULL,
  recused bigint NOT NULL,
  reservations bigint NOT NULL,
  access text NOT NULL,
  forum_id text NOT NULL REFERENCES forums (id),
  organisation_id text NOT NULL,
  person_id text NOT NULL,
  version bigint NOT NULL
);
CREATE INDEX ballots_subject ON ballots (subject_noun, subject_id);
CREATE INDEX ballots_state ON ballots (state, until);
-- One question on one thing at a time.
CREATE UNIQUE INDEX ballots_underway ON ballots (subject_noun, subject_id) WHERE state <> 'published' AND state <> 'void';
CREATE TABLE ballot_voters (
  id text NOT NULL PRIMARY KEY,
  ballot_id text NOT NULL REFERENCES ballots (id),
  organisation_id text NOT NULL REFERENCES organisations (id),
  kind text NOT NULL,
  provinces text NOT NULL,
  present boolean NOT NULL,
  voice text NOT NULL,
  words text NOT NULL,
  language text NOT NULL,
  cast_by text NOT NULL,
  mandate_id text NOT NULL,
  cast_at timestamptz,
  entered_by text NOT NULL,
  confirmed_by text NOT NULL,
  objection text NOT NULL,
  answer text NOT NULL,
  answered_by text NOT NULL,
  version bigint NOT NULL
);
CREATE UNIQUE INDEX ballot_voters_once ON ballot_voters (ballot_id, organisation_id);
CREATE INDEX ballot_voters_organisation ON ballot_voters (organisation_id);

-- +goose Down
DROP TABLE ballot_voters;
DROP TABLE ballots;
