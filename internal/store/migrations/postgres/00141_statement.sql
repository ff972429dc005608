-- +goose Up
-- One statement for each organisation and proposal: the newest filing, and the one that was confirmed last.
CREATE TABLE proposal_statements (
  id text NOT NULL PRIMARY KEY,
  proposal_id text NOT NULL REFERENCES proposals (id),
  forum_key text NOT NULL,
  stated_for text NOT NULL REFERENCES organisations (id),
  state text NOT NULL,
  state_since timestamptz NOT NULL,
  language text NOT NULL,
  text_id text NOT NULL REFERENCES texts (id),
  reason text NOT NULL,
  version_id text NOT NULL,
  revision bigint NOT NULL,
  hash text NOT NULL,
  stance text NOT NULL,
  named boolean NOT NULL,
  of_revision bigint NOT NULL,
  of_hash text NOT NULL,
  filed_by text NOT NULL,
  mandate_id text NOT NULL,
  filed_at timestamptz,
  entered_by text NOT NULL,
  letter text NOT NULL,
  dated text NOT NULL,
  received text NOT NULL,
  letter_id text NOT NULL,
  stands boolean NOT NULL,
  standing_version_id text NOT NULL,
  standing_revision bigint NOT NULL,
  standing_hash text NOT NULL,
  standing_stance text NOT NULL,
  standing_named boolean NOT NULL,
  standing_of_revision bigint NOT NULL,
  standing_of_hash text NOT NULL,
  standing_filed_by text NOT NULL,
  standing_mandate_id text NOT NULL,
  standing_filed_at timestamptz,
  standing_entered_by text NOT NULL,
  standing_letter text NOT NULL,
  standing_dated text NOT NULL,
  standing_received text NOT NULL,
  standing_letter_id text NOT NULL,
  confirmed_by text NOT NULL,
  confirmed_at timestamptz,
  access text NOT NULL,
  forum_id text NOT NULL REFERENCES forums (id),
  organisation_id text NOT NULL,
  person_id text NOT NULL,
  version bigint NOT NULL
);
CREATE UNIQUE INDEX proposal_statements_one ON proposal_statements (proposal_id, stated_for);
CREATE INDEX proposal_statements_order ON proposal_statements (proposal_id, standing_filed_at, id);
CREATE INDEX proposal_statements_for ON proposal_statements (stated_for, state);
CREATE INDEX proposal_statements_forum ON proposal_statements (forum_id, state);
CREATE TABLE statement_letters (
  id text NOT NULL PRIMARY KEY,
  statement_id text NOT NULL REFERENCES proposal_statements (id),
  content bytea NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  hash text NOT NULL,
  added_by text NOT NULL,
  added_at timestamptz NOT NULL
);
CREATE INDEX statement_letters_statement ON statement_letters (statement_id);

-- +goose Down
DROP TABLE statement_letters;
DROP TABLE proposal_statements;
