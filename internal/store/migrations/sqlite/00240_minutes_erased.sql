-- +goose Up
-- A passage of a version is erased and the rest of it stays, with the hash it had; another passage may follow.
DROP TRIGGER minutes_versions_erase_only;
-- +goose StatementBegin
CREATE TRIGGER minutes_versions_erase_only BEFORE UPDATE ON minutes_versions
WHEN NOT (NEW.id = OLD.id AND NEW.minutes_id = OLD.minutes_id AND NEW.number = OLD.number AND NEW.hash = OLD.hash AND NEW.made_by = OLD.made_by
  AND NEW.made_at = OLD.made_at AND NEW.erased)
BEGIN SELECT RAISE(ABORT, 'a version is erased, never changed'); END;
-- +goose StatementEnd

-- +goose Down
DROP TRIGGER minutes_versions_erase_only;
-- +goose StatementBegin
CREATE TRIGGER minutes_versions_erase_only BEFORE UPDATE ON minutes_versions
WHEN NOT (NEW.id = OLD.id AND NEW.minutes_id = OLD.minutes_id AND NEW.number = OLD.number AND NEW.hash = OLD.hash AND NEW.made_by = OLD.made_by
  AND NEW.made_at = OLD.made_at AND NEW.erased AND NOT OLD.erased AND NEW.content = '')
BEGIN SELECT RAISE(ABORT, 'a version is erased, never changed'); END;
-- +goose StatementEnd
