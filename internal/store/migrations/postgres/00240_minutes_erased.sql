-- +goose Up
-- A passage of a version is erased and the rest of it stays, with the hash it had; another passage may follow.
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION minutes_version_erase_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.id = OLD.id AND NEW.minutes_id = OLD.minutes_id AND NEW.number = OLD.number AND NEW.hash = OLD.hash AND NEW.made_by = OLD.made_by
  AND NEW.made_at = OLD.made_at AND NEW.erased THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a version is erased, never changed';
END $$;
-- +goose StatementEnd

-- +goose Down
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION minutes_version_erase_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.id = OLD.id AND NEW.minutes_id = OLD.minutes_id AND NEW.number = OLD.number AND NEW.hash = OLD.hash AND NEW.made_by = OLD.made_by
  AND NEW.made_at = OLD.made_at AND NEW.erased AND NOT OLD.erased AND NEW.content = '' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a version is erased, never changed';
END $$;
-- +goose StatementEnd
