-- +goose Up
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION version_erase_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.erased AND NOT OLD.erased AND NEW.title = '' AND NEW.source = '' AND NEW.html = '' AND NEW.blocks = '' AND NEW.hits = ''
    AND NEW.id = OLD.id AND NEW.text_id = OLD.text_id AND NEW.noun = OLD.noun AND NEW.noun_id = OLD.noun_id AND NEW.number = OLD.number AND NEW.language = OLD.language
    AND NEW.renderer = OLD.renderer AND NEW.hash = OLD.hash AND NEW.made_by = OLD.made_by AND NEW.made_at = OLD.made_at AND NEW.quiet = OLD.quiet THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a version is erased, never changed';
END $$;
-- +goose StatementEnd

-- +goose Down
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION version_erase_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.id = OLD.id AND NEW.text_id = OLD.text_id AND NEW.number = OLD.number AND NEW.hash = OLD.hash AND NEW.made_at = OLD.made_at
    AND ((NEW.erased AND NOT OLD.erased AND NEW.title = '' AND NEW.source = '' AND NEW.html = '' AND NEW.blocks = '')
      OR (NEW.erased = OLD.erased AND NEW.title = OLD.title AND NEW.source = OLD.source AND NEW.renderer > OLD.renderer)) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a version is erased, never changed';
END $$;
-- +goose StatementEnd
