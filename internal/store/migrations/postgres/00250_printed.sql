-- +goose Up
-- Papers as the bytes they left the house as. Their content is taken away when what they say is; nothing else of them ever changes.
CREATE TABLE printed_files (
  id text NOT NULL PRIMARY KEY,
  noun text NOT NULL,
  noun_id text NOT NULL,
  stamp text NOT NULL,
  language text NOT NULL,
  reader text NOT NULL,
  ending text NOT NULL,
  hash text NOT NULL,
  size bigint NOT NULL,
  content bytea NOT NULL,
  made_at timestamptz NOT NULL,
  gone_at timestamptz,
  version bigint NOT NULL
);
CREATE UNIQUE INDEX printed_files_once ON printed_files (noun, noun_id, stamp, language, reader, ending) WHERE gone_at IS NULL;
-- Papers that are to be made.
CREATE TABLE printed_due (
  noun text NOT NULL,
  noun_id text NOT NULL,
  since timestamptz NOT NULL,
  PRIMARY KEY (noun, noun_id)
);
INSERT INTO printed_due (noun, noun_id, since) SELECT 'minutes', id, issued_at FROM minutes WHERE state = 'issued' AND issued_at IS NOT NULL;
-- +goose StatementBegin
CREATE FUNCTION printed_drop_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.id = OLD.id AND NEW.noun = OLD.noun AND NEW.noun_id = OLD.noun_id AND NEW.stamp = OLD.stamp AND NEW.language = OLD.language AND NEW.reader = OLD.reader
    AND NEW.ending = OLD.ending AND NEW.hash = OLD.hash AND NEW.size = OLD.size AND NEW.made_at = OLD.made_at AND NEW.gone_at IS NOT NULL AND OLD.gone_at IS NULL
    AND length(NEW.content) = 0 THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a paper is taken away, never changed';
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION printed_again() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO printed_due (noun, noun_id, since) VALUES ('minutes', NEW.minutes_id, NEW.made_at) ON CONFLICT (noun, noun_id) DO NOTHING;
  RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER printed_files_no_delete BEFORE DELETE ON printed_files FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER printed_files_no_truncate BEFORE TRUNCATE ON printed_files EXECUTE FUNCTION refuse_change();
CREATE TRIGGER printed_files_drop_only BEFORE UPDATE ON printed_files FOR EACH ROW EXECUTE FUNCTION printed_drop_only();
CREATE TRIGGER minutes_versions_erased AFTER UPDATE ON minutes_versions FOR EACH ROW WHEN (NEW.erased AND NOT OLD.erased) EXECUTE FUNCTION printed_again();

-- +goose Down
DROP TRIGGER minutes_versions_erased ON minutes_versions;
DROP TABLE printed_due;
DROP TABLE printed_files;
DROP FUNCTION printed_again();
DROP FUNCTION printed_drop_only();
