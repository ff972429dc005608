-- +goose Up
-- A charter is consulted on before it is decided on.
ALTER TABLE charters ADD COLUMN state_since timestamptz;
ALTER TABLE charters ADD COLUMN consulted_id text NOT NULL DEFAULT '';
ALTER TABLE charters ADD COLUMN consulted_at timestamptz;
ALTER TABLE charters ADD COLUMN window_ends timestamptz;
CREATE INDEX charters_state ON charters (state);
-- The rules as they came to run in a forum, from an instant on.
CREATE TABLE charter_rules (
  id text NOT NULL PRIMARY KEY,
  charter_id text NOT NULL REFERENCES charters (id),
  forum_id text NOT NULL REFERENCES forums (id),
  rules text NOT NULL,
  since timestamptz NOT NULL
);
CREATE INDEX charter_rules_since ON charter_rules (forum_id, since);
-- What organisations say on a charter in its consultation, and what became of it.
CREATE TABLE charter_comments (
  id text NOT NULL PRIMARY KEY,
  charter_id text NOT NULL REFERENCES charters (id),
  place text NOT NULL,
  quote text NOT NULL,
  words text NOT NULL,
  language text NOT NULL,
  filed_by text NOT NULL,
  mandate_id text NOT NULL,
  filed_at timestamptz NOT NULL,
  changed_at timestamptz,
  withdrawn_at timestamptz,
  fate text NOT NULL,
  answer text NOT NULL,
  answer_language text NOT NULL,
  answered_by text NOT NULL,
  answered_at timestamptz,
  access text NOT NULL,
  forum_id text NOT NULL REFERENCES forums (id),
  organisation_id text NOT NULL REFERENCES organisations (id),
  person_id text NOT NULL,
  version bigint NOT NULL
);
CREATE INDEX charter_comments_of ON charter_comments (charter_id);
CREATE INDEX charter_comments_organisation ON charter_comments (organisation_id);
-- Editorial changes of charters in force, with the objection before which one falls.
CREATE TABLE charter_changes (
  id text NOT NULL PRIMARY KEY,
  charter_id text NOT NULL REFERENCES charters (id),
  state text NOT NULL,
  state_since timestamptz NOT NULL,
  zh text NOT NULL,
  en text NOT NULL,
  sv text NOT NULL,
  rules text NOT NULL,
  reason text NOT NULL,
  language text NOT NULL,
  from_id text NOT NULL,
  from_rules text NOT NULL,
  version_id text NOT NULL,
  proposed_by text NOT NULL,
  proposed_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  objected_for text NOT NULL,
  objected_by text NOT NULL,
  objection text NOT NULL,
  objection_language text NOT NULL,
  forum_id text NOT NULL REFERENCES forums (id),
  version bigint NOT NULL
);
CREATE INDEX charter_changes_of ON charter_changes (charter_id);
CREATE INDEX charter_changes_state ON charter_changes (state, ends_at);

-- +goose Down
DROP TABLE charter_changes;
DROP TABLE charter_comments;
DROP TABLE charter_rules;
DROP INDEX charters_state;
ALTER TABLE charters DROP COLUMN window_ends;
ALTER TABLE charters DROP COLUMN consulted_at;
ALTER TABLE charters DROP COLUMN consulted_id;
ALTER TABLE charters DROP COLUMN state_since;
