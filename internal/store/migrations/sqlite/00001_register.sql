-- +goose Up
CREATE TABLE entries (
  seq INTEGER NOT NULL PRIMARY KEY,
  act TEXT NOT NULL,
  at DATETIME NOT NULL,
  noun TEXT NOT NULL,
  noun_id TEXT NOT NULL,
  verb TEXT NOT NULL,
  actor_id TEXT NOT NULL,
  actor_for TEXT NOT NULL,
  mandate_id TEXT NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  version_id TEXT NOT NULL,
  version_hash TEXT NOT NULL,
  facts TEXT NOT NULL,
  commitments TEXT NOT NULL,
  tell TEXT NOT NULL,
  access TEXT NOT NULL,
  forum_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  prev TEXT NOT NULL,
  hash TEXT NOT NULL
);
CREATE INDEX entries_noun ON entries (noun, noun_id, seq);
CREATE INDEX entries_act ON entries (act);
CREATE INDEX entries_forum ON entries (forum_id, seq);
CREATE TABLE entry_values (
  seq INTEGER NOT NULL REFERENCES entries (seq),
  name TEXT NOT NULL,
  salt TEXT NOT NULL,
  text TEXT NOT NULL,
  erased BOOLEAN NOT NULL,
  PRIMARY KEY (seq, name)
);
CREATE TABLE cards (
  noun TEXT NOT NULL,
  noun_id TEXT NOT NULL,
  reference TEXT NOT NULL,
  language TEXT NOT NULL,
  title_zh TEXT NOT NULL,
  title_en TEXT NOT NULL,
  title_sv TEXT NOT NULL,
  state TEXT NOT NULL,
  path TEXT NOT NULL,
  access TEXT NOT NULL,
  forum_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (noun, noun_id)
);
CREATE INDEX cards_reference ON cards (reference);
CREATE TABLE act_keys (
  key TEXT NOT NULL PRIMARY KEY,
  act TEXT NOT NULL,
  path TEXT NOT NULL,
  at DATETIME NOT NULL
);
CREATE TABLE series (
  name TEXT NOT NULL PRIMARY KEY,
  last INTEGER NOT NULL
);
CREATE TABLE cursors (
  name TEXT NOT NULL PRIMARY KEY,
  seq INTEGER NOT NULL
);
-- +goose StatementBegin
CREATE TRIGGER entries_no_update BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER entry_values_no_delete BEFORE DELETE ON entry_values BEGIN SELECT RAISE(ABORT, 'a value of the register is erased, never deleted'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER entry_values_erase_only BEFORE UPDATE ON entry_values
WHEN NOT (NEW.seq = OLD.seq AND NEW.name = OLD.name AND NEW.erased AND NOT OLD.erased AND NEW.text = '' AND NEW.salt = '')
BEGIN SELECT RAISE(ABORT, 'a value of the register is erased, never changed'); END;
-- +goose StatementEnd

-- +goose Down
DROP TABLE cursors;
DROP TABLE series;
DROP TABLE act_keys;
DROP TABLE cards;
DROP TABLE entry_values;
DROP TABLE entries;
