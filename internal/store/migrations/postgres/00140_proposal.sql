-- +goose Up
CREATE TABLE proposals (
  id text NOT NULL PRIMARY KEY,
  forum_key text NOT NULL,
  number bigint NOT NULL,
  year bigint NOT NULL,
  reference text NOT NULL,
  outcome text NOT NULL,
  level text NOT NULL,
  addressed text NOT NULL,
  documents text NOT NULL,
  state text NOT NULL,
  state_since timestamptz NOT NULL,
  language text NOT NULL,
  text_id text NOT NULL REFERENCES texts (id),
  version_id text NOT NULL REFERENCES text_versions (id),
  revision bigint NOT NULL,
  proposed_for text NOT NULL REFERENCES organisations (id),
  started_by text NOT NULL,
  asked_by text NOT NULL,
  mandate_id text NOT NULL,
  confirmed_by text NOT NULL,
  letter text NOT NULL,
  letter_dated text NOT NULL,
  letter_asked boolean NOT NULL,
  entered_by text NOT NULL,
  reason text NOT NULL,
  judged_by text NOT NULL,
  refusal_by text NOT NULL,
  refusal_as text NOT NULL,
  refusal_why text NOT NULL,
  related_id text NOT NULL,
  forwarded_to text NOT NULL,
  submitted_at timestamptz,
  screened_at timestamptz,
  opened bigint NOT NULL,
  opened_at timestamptz,
  closes_at timestamptz,
  preset text NOT NULL,
  invited text NOT NULL,
  access text NOT NULL,
  forum_id text NOT NULL REFERENCES forums (id),
  organisation_id text NOT NULL,
  person_id text NOT NULL,
  version bigint NOT NULL
);
CREATE UNIQUE INDEX proposals_reference ON proposals (reference) WHERE reference <> '';
CREATE UNIQUE INDEX proposals_number ON proposals (forum_key, year, number) WHERE number > 0;
CREATE INDEX proposals_forum ON proposals (forum_id, state_since, id);
CREATE INDEX proposals_for ON proposals (proposed_for, state);
-- What is being written is nobody's word yet, and lies outside the record.
CREATE TABLE proposal_sheets (
  id text NOT NULL PRIMARY KEY,
  proposal_id text NOT NULL,
  forum_id text NOT NULL REFERENCES forums (id),
  forum_key text NOT NULL,
  organisation_id text NOT NULL REFERENCES organisations (id),
  started_by text NOT NULL,
  started_at timestamptz NOT NULL,
  language text NOT NULL,
  outcome text NOT NULL,
  level text NOT NULL,
  addressed text NOT NULL,
  documents text NOT NULL,
  title text NOT NULL,
  situation text NOT NULL,
  analysis text NOT NULL,
  measures text NOT NULL,
  grant_fields text NOT NULL,
  saved_by text NOT NULL,
  saved_at timestamptz NOT NULL,
  version bigint NOT NULL
);
CREATE UNIQUE INDEX proposal_sheets_proposal ON proposal_sheets (proposal_id) WHERE proposal_id <> '';
CREATE INDEX proposal_sheets_organisation ON proposal_sheets (organisation_id, saved_at);
CREATE TABLE proposal_letters (
  id text NOT NULL PRIMARY KEY,
  proposal_id text NOT NULL REFERENCES proposals (id),
  content bytea NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  hash text NOT NULL,
  added_by text NOT NULL,
  added_at timestamptz NOT NULL
);
CREATE INDEX proposal_letters_proposal ON proposal_letters (proposal_id);

-- +goose Down
DROP TABLE proposal_letters;
DROP TABLE proposal_sheets;
DROP TABLE proposals;
