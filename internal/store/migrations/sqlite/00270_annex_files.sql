-- +goose Up
-- Files that go with a part of a record, as bytes. One is taken away with a reason, or erased; nothing else of it ever changes.
CREATE TABLE annex_files (
  id TEXT NOT NULL PRIMARY KEY,
  noun TEXT NOT NULL,
  noun_id TEXT NOT NULL,
  part TEXT NOT NULL,
  place INTEGER NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  language TEXT NOT NULL,
  title TEXT NOT NULL,
  hash TEXT NOT NULL,
  size INTEGER NOT NULL,
  vouched BOOLEAN NOT NULL,
  content BLOB NOT NULL,
  added_by TEXT NOT NULL,
  added_at DATETIME NOT NULL,
  gone_by TEXT NOT NULL,
  gone_at DATETIME,
  reason TEXT NOT NULL,
  erased_at DATETIME,
  version INTEGER NOT NULL
);
CREATE INDEX annex_files_of ON annex_files (noun, noun_id, part, place);
CREATE INDEX annex_files_hash ON annex_files (noun, hash);
CREATE UNIQUE INDEX annex_files_once ON annex_files (noun, noun_id, part, hash) WHERE gone_at IS NULL;
-- +goose StatementBegin
CREATE TRIGGER annex_files_kept BEFORE UPDATE ON annex_files
WHEN NOT (NEW.id = OLD.id AND NEW.noun = OLD.noun AND NEW.noun_id = OLD.noun_id AND NEW.part = OLD.part AND NEW.place = OLD.place AND NEW.kind = OLD.kind AND NEW.language = OLD.language
  AND NEW.hash = OLD.hash AND NEW.size = OLD.size AND NEW.vouched = OLD.vouched AND NEW.added_by = OLD.added_by AND NEW.added_at = OLD.added_at
  AND (NEW.content = OLD.content OR length(NEW.content) = 0 AND NEW.erased_at IS NOT NULL) AND (NEW.title = OLD.title OR NEW.title = '') AND (NEW.name = OLD.name OR NEW.name = ''))
BEGIN SELECT RAISE(ABORT, 'a file is taken away or erased, never changed'); END;
-- +goose StatementEnd

-- +goose Down
DROP TABLE annex_files;
