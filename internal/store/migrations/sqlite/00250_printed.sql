-- +goose Up
-- Papers as the bytes they left the house as. Their content is taken away when what they say is; nothing else of them ever changes.
CREATE TABLE printed_files (
  id TEXT NOT NULL PRIMARY KEY,
  noun TEXT NOT NULL,
  noun_id TEXT NOT NULL,
  stamp TEXT NOT NULL,
  language TEXT NOT NULL,
  reader TEXT NOT NULL,
  ending TEXT NOT NULL,
  hash TEXT NOT NULL,
  size INTEGER NOT NULL,
  content BLOB NOT NULL,
  made_at DATETIME NOT NULL,
  gone_at DATETIME,
  version INTEGER NOT NULL
);
CREATE UNIQUE INDEX printed_files_once ON printed_files (noun, noun_id, stamp, language, reader, ending) WHERE gone_at IS NULL;
-- Papers that are to be made.
CREATE TABLE printed_due (
  noun TEXT NOT NULL,
  noun_id TEXT NOT NULL,
  since DATETIME NOT NULL,
  PRIMARY KEY (noun, noun_id)
);
INSERT INTO printed_due (noun, noun_id, since) SELECT 'minutes', id, issued_at FROM minutes WHERE state = 'issued' AND issued_at IS NOT NULL;
-- +goose StatementBegin
CREATE TRIGGER printed_files_no_delete BEFORE DELETE ON printed_files BEGIN SELECT RAISE(ABORT, 'a paper is taken away, never deleted'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER printed_files_drop_only BEFORE UPDATE ON printed_files
WHEN NOT (NEW.id = OLD.id AND NEW.noun = OLD.noun AND NEW.noun_id = OLD.noun_id AND NEW.stamp = OLD.stamp AND NEW.language = OLD.language AND NEW.reader = OLD.reader
  AND NEW.ending = OLD.ending AND NEW.hash = OLD.hash AND NEW.size = OLD.size AND NEW.made_at = OLD.made_at AND NEW.gone_at IS NOT NULL AND OLD.gone_at IS NULL AND length(NEW.content) = 0)
BEGIN SELECT RAISE(ABORT, 'a paper is taken away, never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER minutes_versions_erased AFTER UPDATE ON minutes_versions WHEN NEW.erased AND NOT OLD.erased
BEGIN
  INSERT INTO printed_due (noun, noun_id, since) VALUES ('minutes', NEW.minutes_id, NEW.made_at) ON CONFLICT (noun, noun_id) DO NOTHING;
END;
-- +goose StatementEnd

-- +goose Down
DROP TRIGGER minutes_versions_erased;
DROP TABLE printed_due;
DROP TABLE printed_files;
