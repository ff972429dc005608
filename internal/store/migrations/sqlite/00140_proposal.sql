-- +goose Up
CREATE TABLE proposals (
  id TEXT NOT NULL PRIMARY KEY,
  forum_key TEXT NOT NULL,
  number INTEGER NOT NULL,
  year INTEGER NOT NULL,
  reference TEXT NOT NULL,
  outcome TEXT NOT NULL,
  level TEXT NOT NULL,
  addressed TEXT NOT NULL,
  documents TEXT NOT NULL,
  state TEXT NOT NULL,
  state_since DATETIME NOT NULL,
  language TEXT NOT NULL,
  text_id TEXT NOT NULL REFERENCES texts (id),
  version_id TEXT NOT NULL REFERENCES text_versions (id),
  revision INTEGER NOT NULL,
  proposed_for TEXT NOT NULL REFERENCES organisations (id),
  started_by TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  mandate_id TEXT NOT NULL,
  confirmed_by TEXT NOT NULL,
  letter TEXT NOT NULL,
  letter_dated TEXT NOT NULL,
  letter_asked BOOLEAN NOT NULL,
  entered_by TEXT NOT NULL,
  reason TEXT NOT NULL,
  judged_by TEXT NOT NULL,
  refusal_by TEXT NOT NULL,
  refusal_as TEXT NOT NULL,
  refusal_why TEXT NOT NULL,
  related_id TEXT NOT NULL,
  forwarded_to TEXT NOT NULL,
  submitted_at DATETIME,
  screened_at DATETIME,
  opened INTEGER NOT NULL,
  opened_at DATETIME,
  closes_at DATETIME,
  preset TEXT NOT NULL,
  invited TEXT NOT NULL,
  access TEXT NOT NULL,
  forum_id TEXT NOT NULL REFERENCES forums (id),
  organisation_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  version INTEGER NOT NULL
);
CREATE UNIQUE INDEX proposals_reference ON proposals (reference) WHERE reference <> '';
CREATE UNIQUE INDEX proposals_number ON proposals (forum_key, year, number) WHERE number > 0;
CREATE INDEX proposals_forum ON proposals (forum_id, state_since, id);
CREATE INDEX proposals_for ON proposals (proposed_for, state);
-- What is being written is nobody's word yet, and lies outside the record.
CREATE TABLE proposal_sheets (
  id TEXT NOT NULL PRIMARY KEY,
  proposal_id TEXT NOT NULL,
  forum_id TEXT NOT NULL REFERENCES forums (id),
  forum_key TEXT NOT NULL,
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  started_by TEXT NOT NULL,
  started_at DATETIME NOT NULL,
  language TEXT NOT NULL,
  outcome TEXT NOT NULL,
  level TEXT NOT NULL,
  addressed TEXT NOT NULL,
  documents TEXT NOT NULL,
  title TEXT NOT NULL,
  situation TEXT NOT NULL,
  analysis TEXT NOT NULL,
  measures TEXT NOT NULL,
  grant_fields TEXT NOT NULL,
  saved_by TEXT NOT NULL,
  saved_at DATETIME NOT NULL,
  version INTEGER NOT NULL
);
CREATE UNIQUE INDEX proposal_sheets_proposal ON proposal_sheets (proposal_id) WHERE proposal_id <> '';
CREATE INDEX proposal_sheets_organisation ON proposal_sheets (organisation_id, saved_at);
CREATE TABLE proposal_letters (
  id TEXT NOT NULL PRIMARY KEY,
  proposal_id TEXT NOT NULL REFERENCES proposals (id),
  content BLOB NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  hash TEXT NOT NULL,
  added_by TEXT NOT NULL,
  added_at DATETIME NOT NULL
);
CREATE INDEX proposal_letters_proposal ON proposal_letters (proposal_id);

-- +goose Down
DROP TABLE proposal_letters;
DROP TABLE proposal_sheets;
DROP TABLE proposals;
