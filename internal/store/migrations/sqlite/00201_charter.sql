-- +goose Up
-- A charter is consulted on before it is decided on.
ALTER TABLE charters ADD COLUMN state_since DATETIME;
ALTER TABLE charters ADD COLUMN consulted_id TEXT NOT NULL DEFAULT '';
ALTER TABLE charters ADD COLUMN consulted_at DATETIME;
ALTER TABLE charters ADD COLUMN window_ends DATETIME;
CREATE INDEX charters_state ON charters (state);
-- The rules as they came to run in a forum, from an instant on.
CREATE TABLE charter_rules (
  id TEXT NOT NULL PRIMARY KEY,
  charter_id TEXT NOT NULL REFERENCES charters (id),
  forum_id TEXT NOT NULL REFERENCES forums (id),
  rules TEXT NOT NULL,
  since DATETIME NOT NULL
);
CREATE INDEX charter_rules_since ON charter_rules (forum_id, since);
-- What organisations say on a charter in its consultation, and what became of it.
CREATE TABLE charter_comments (
  id TEXT NOT NULL PRIMARY KEY,
  charter_id TEXT NOT NULL REFERENCES charters (id),
  place TEXT NOT NULL,
  quote TEXT NOT NULL,
  words TEXT NOT NULL,
  language TEXT NOT NULL,
  filed_by TEXT NOT NULL,
  mandate_id TEXT NOT NULL,
  filed_at DATETIME NOT NULL,
  changed_at DATETIME,
  withdrawn_at DATETIME,
  fate TEXT NOT NULL,
  answer TEXT NOT NULL,
  answer_language TEXT NOT NULL,
  answered_by TEXT NOT NULL,
  answered_at DATETIME,
  access TEXT NOT NULL,
  forum_id TEXT NOT NULL REFERENCES forums (id),
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  person_id TEXT NOT NULL,
  version INTEGER NOT NULL
);
CREATE INDEX charter_comments_of ON charter_comments (charter_id);
CREATE INDEX charter_comments_organisation ON charter_comments (organisation_id);
-- Editorial changes of charters in force, with the objection before which one falls.
CREATE TABLE charter_changes (
  id TEXT NOT NULL PRIMARY KEY,
  charter_id TEXT NOT NULL REFERENCES charters (id),
  state TEXT NOT NULL,
  state_since DATETIME NOT NULL,
  zh TEXT NOT NULL,
  en TEXT NOT NULL,
  sv TEXT NOT NULL,
  rules TEXT NOT NULL,
  reason TEXT NOT NULL,
  language TEXT NOT NULL,
  from_id TEXT NOT NULL,
  from_rules TEXT NOT NULL,
  version_id TEXT NOT NULL,
  proposed_by TEXT NOT NULL,
  proposed_at DATETIME NOT NULL,
  ends_at DATETIME NOT NULL,
  objected_for TEXT NOT NULL,
  objected_by TEXT NOT NULL,
  objection TEXT NOT NULL,
  objection_language TEXT NOT NULL,
  forum_id TEXT NOT NULL REFERENCES forums (id),
  version INTEGER NOT NULL
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
