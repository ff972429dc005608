-- +goose Up
CREATE TABLE texts (
  id TEXT NOT NULL PRIMARY KEY,
  noun TEXT NOT NULL,
  noun_id TEXT NOT NULL,
  language TEXT NOT NULL,
  current TEXT NOT NULL,
  number INTEGER NOT NULL,
  version INTEGER NOT NULL
);
CREATE INDEX texts_noun ON texts (noun, noun_id);
CREATE TABLE text_versions (
  id TEXT NOT NULL PRIMARY KEY,
  text_id TEXT NOT NULL REFERENCES texts (id),
  noun TEXT NOT NULL,
  noun_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  language TEXT NOT NULL,
  title TEXT NOT NULL,
  source TEXT NOT NULL,
  html TEXT NOT NULL,
  renderer INTEGER NOT NULL,
  blocks TEXT NOT NULL,
  hits TEXT NOT NULL,
  hash TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at DATETIME NOT NULL,
  quiet BOOLEAN NOT NULL,
  erased BOOLEAN NOT NULL,
  UNIQUE (text_id, number)
);
CREATE INDEX text_versions_hash ON text_versions (hash);
CREATE TABLE text_translations (
  id TEXT NOT NULL PRIMARY KEY,
  text_id TEXT NOT NULL REFERENCES texts (id),
  noun TEXT NOT NULL,
  noun_id TEXT NOT NULL,
  language TEXT NOT NULL,
  state TEXT NOT NULL,
  title TEXT NOT NULL,
  source TEXT NOT NULL,
  html TEXT NOT NULL,
  renderer INTEGER NOT NULL,
  source_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  translated_by TEXT NOT NULL,
  reviewed_by TEXT NOT NULL,
  made_at DATETIME NOT NULL,
  version INTEGER NOT NULL,
  UNIQUE (text_id, language)
);
-- +goose StatementBegin
CREATE TRIGGER text_versions_no_delete BEFORE DELETE ON text_versions BEGIN SELECT RAISE(ABORT, 'a version is erased, never deleted'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER text_versions_erase_only BEFORE UPDATE ON text_versions
WHEN NOT (NEW.id = OLD.id AND NEW.text_id = OLD.text_id AND NEW.number = OLD.number AND NEW.hash = OLD.hash AND NEW.made_at = OLD.made_at
  AND ((NEW.erased AND NOT OLD.erased AND NEW.title = '' AND NEW.source = '' AND NEW.html = '' AND NEW.blocks = '')
    OR (NEW.erased = OLD.erased AND NEW.title = OLD.title AND NEW.source = OLD.source AND NEW.renderer > OLD.renderer)))
BEGIN SELECT RAISE(ABORT, 'a version is erased, never changed'); END;
-- +goose StatementEnd

-- +goose Down
DROP TABLE text_translations;
DROP TABLE text_versions;
DROP TABLE texts;
