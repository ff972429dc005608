-- +goose Up
DROP TRIGGER text_versions_erase_only;
-- +goose StatementBegin
CREATE TRIGGER text_versions_erase_only BEFORE UPDATE ON text_versions
WHEN NOT (NEW.erased AND NOT OLD.erased AND NEW.title = '' AND NEW.source = '' AND NEW.html = '' AND NEW.blocks = '' AND NEW.hits = ''
  AND NEW.id = OLD.id AND NEW.text_id = OLD.text_id AND NEW.noun = OLD.noun AND NEW.noun_id = OLD.noun_id AND NEW.number = OLD.number AND NEW.language = OLD.language
  AND NEW.renderer = OLD.renderer AND NEW.hash = OLD.hash AND NEW.made_by = OLD.made_by AND NEW.made_at = OLD.made_at AND NEW.quiet = OLD.quiet)
BEGIN SELECT RAISE(ABORT, 'a version is erased, never changed'); END;
-- +goose StatementEnd
-- INSERT OR REPLACE deletes the row that is in its way without asking a trigger.
-- +goose StatementBegin
CREATE TRIGGER entries_no_replace BEFORE INSERT ON entries
WHEN EXISTS (SELECT 1 FROM entries WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER entry_values_no_replace BEFORE INSERT ON entry_values
WHEN EXISTS (SELECT 1 FROM entry_values WHERE seq = NEW.seq AND name = NEW.name)
BEGIN SELECT RAISE(ABORT, 'a value of the register is erased, never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER text_versions_no_replace BEFORE INSERT ON text_versions
WHEN EXISTS (SELECT 1 FROM text_versions WHERE id = NEW.id OR text_id = NEW.text_id AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'a version is erased, never changed'); END;
-- +goose StatementEnd

-- +goose Down
DROP TRIGGER text_versions_no_replace;
DROP TRIGGER entry_values_no_replace;
DROP TRIGGER entries_no_replace;
DROP TRIGGER text_versions_erase_only;
-- +goose StatementBegin
CREATE TRIGGER text_versions_erase_only BEFORE UPDATE ON text_versions
WHEN NOT (NEW.id = OLD.id AND NEW.text_id = OLD.text_id AND NEW.number = OLD.number AND NEW.hash = OLD.hash AND NEW.made_at = OLD.made_at
  AND ((NEW.erased AND NOT OLD.erased AND NEW.title = '' AND NEW.source = '' AND NEW.html = '' AND NEW.blocks = '')
    OR (NEW.erased = OLD.erased AND NEW.title = OLD.title AND NEW.source = OLD.source AND NEW.renderer > OLD.renderer)))
BEGIN SELECT RAISE(ABORT, 'a version is erased, never changed'); END;
-- +goose StatementEnd
