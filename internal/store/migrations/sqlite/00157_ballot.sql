-- +goose Up
-- Questions put to the organisations of a forum, with the rules of the day and a copy of who could vote.
CREATE TABLE ballots (
  id TEXT NOT NULL PRIMARY KEY,
  forum_key TEXT NOT NULL,
  subject_noun TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  subject_path TEXT NOT NULL,
  reference TEXT NOT NULL,
  revision INTEGER NOT NULL,
  version_id TEXT NOT NULL,
  version_hash TEXT NOT NULL,
  rules TEXT NOT NULL,
  provinces TEXT NOT NULL,
  written BOOLEAN NOT NULL,
  meeting TEXT NOT NULL,
  until DATETIME,
  state TEXT NOT NULL,
  state_since DATETIME NOT NULL,
  reason TEXT NOT NULL,
  prepared_by TEXT NOT NULL,
  opened_at DATETIME,
  closed_at DATETIME,
  tallied_at DATETIME,
  result TEXT NOT NULL,
  seats INTEGER NOT NULL,
  present INTEGER NOT NULL,
  favour INTEGER NOT NULL,
  against INTEGER NOT NULL,
  abstained INTEGER NOT NULL,
  recused INTEGER NOT NULL,
  reservations INTEGER NOT NULL,
  access TEXT NOT NULL,
  forum_id TEXT NOT NULL REFERENCES forums (id),
  organisation_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  version INTEGER NOT NULL
);
CREATE INDEX ballots_subject ON ballots (subject_noun, subject_id);
CREATE INDEX ballots_state ON ballots (state, until);
-- One question on one thing at a time.
CREATE UNIQUE INDEX ballots_underway ON ballots (subject_noun, subject_id) WHERE state <> 'published' AND state <> 'void';
CREATE TABLE ballot_voters (
  id TEXT NOT NULL PRIMARY KEY,
  ballot_id TEXT NOT NULL REFERENCES ballots (id),
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  kind TEXT NOT NULL,
  provinces TEXT NOT NULL,
  present BOOLEAN NOT NULL,
  voice TEXT NOT NULL,
  words TEXT NOT NULL,
  language TEXT NOT NULL,
  cast_by TEXT NOT NULL,
  mandate_id TEXT NOT NULL,
  cast_at DATETIME,
  entered_by TEXT NOT NULL,
  confirmed_by TEXT NOT NULL,
  objection TEXT NOT NULL,
  answer TEXT NOT NULL,
  answered_by TEXT NOT NULL,
  version INTEGER NOT NULL
);
CREATE UNIQUE INDEX ballot_voters_once ON ballot_voters (ballot_id, organisation_id);
CREATE INDEX ballot_voters_organisation ON ballot_voters (organisation_id);

-- +goose Down
DROP TABLE ballot_voters;
DROP TABLE ballots;
