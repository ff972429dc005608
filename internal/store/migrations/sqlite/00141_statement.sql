-- +goose Up
-- One statement for each organisation and proposal: the newest filing, and the one that was confirmed last.
CREATE TABLE proposal_statements (
  id TEXT NOT NULL PRIMARY KEY,
  proposal_id TEXT NOT NULL REFERENCES proposals (id),
  forum_key TEXT NOT NULL,
  stated_for TEXT NOT NULL REFERENCES organisations (id),
  state TEXT NOT NULL,
  state_since DATETIME NOT NULL,
  language TEXT NOT NULL,
  text_id TEXT NOT NULL REFERENCES texts (id),
  reason TEXT NOT NULL,
  version_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  hash TEXT NOT NULL,
  stance TEXT NOT NULL,
  named BOOLEAN NOT NULL,
  of_revision INTEGER NOT NULL,
  of_hash TEXT NOT NULL,
  filed_by TEXT NOT NULL,
  mandate_id TEXT NOT NULL,
  filed_at DATETIME,
  entered_by TEXT NOT NULL,
  letter TEXT NOT NULL,
  dated TEXT NOT NULL,
  received TEXT NOT NULL,
  letter_id TEXT NOT NULL,
  stands BOOLEAN NOT NULL,
  standing_version_id TEXT NOT NULL,
  standing_revision INTEGER NOT NULL,
  standing_hash TEXT NOT NULL,
  standing_stance TEXT NOT NULL,
  standing_named BOOLEAN NOT NULL,
  standing_of_revision INTEGER NOT NULL,
  standing_of_hash TEXT NOT NULL,
  standing_filed_by TEXT NOT NULL,
  standing_mandate_id TEXT NOT NULL,
  standing_filed_at DATETIME,
  standing_entered_by TEXT NOT NULL,
  standing_letter TEXT NOT NULL,
  standing_dated TEXT NOT NULL,
  standing_received TEXT NOT NULL,
  standing_letter_id TEXT NOT NULL,
  confirmed_by TEXT NOT NULL,
  confirmed_at DATETIME,
  access TEXT NOT NULL,
  forum_id TEXT NOT NULL REFERENCES forums (id),
  organisation_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  version INTEGER NOT NULL
);
CREATE UNIQUE INDEX proposal_statements_one ON proposal_statements (proposal_id, stated_for);
CREATE INDEX proposal_statements_order ON proposal_statements (proposal_id, standing_filed_at, id);
CREATE INDEX proposal_statements_for ON proposal_statements (stated_for, state);
CREATE INDEX proposal_statements_forum ON proposal_statements (forum_id, state);
CREATE TABLE statement_letters (
  id TEXT NOT NULL PRIMARY KEY,
  statement_id TEXT NOT NULL REFERENCES proposal_statements (id),
  content BLOB NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  hash TEXT NOT NULL,
  added_by TEXT NOT NULL,
  added_at DATETIME NOT NULL
);
CREATE INDEX statement_letters_statement ON statement_letters (statement_id);

-- +goose Down
DROP TABLE statement_letters;
DROP TABLE proposal_statements;
