-- +goose Up
CREATE TABLE texts (
  id text NOT NULL PRIMARY KEY,
  noun text NOT NULL,
  noun_id text NOT NULL,
  language text NOT NULL,
  current text NOT NULL,
  number bigint NOT NULL,
  version bigint NOT NULL
);
CREATE INDEX texts_noun ON texts (noun, noun_id);
CREATE TABLE text_versions (
  id text NOT NULL PRIMARY KEY,
  text_id text NOT NULL REFERENCES texts (id),
  noun text NOT NULL,
  noun_id text NOT NULL,
  number bigint NOT NULL,
  language text NOT NULL,
  title text NOT NULL,
  source text NOT NULL,
  html text NOT NULL,
  renderer bigint NOT NULL,
  blocks text NOT NULL,
  hits text NOT NULL,
  hash text NOT NULL,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  quiet boolean NOT NULL,
  erased boolean NOT NULL,
  UNIQUE (text_id, number)
);
CREATE INDEX text_versions_hash ON text_versions (hash);
CREATE TABLE text_translations (
  id text NOT NULL PRIMARY KEY,
  text_id text NOT NULL REFERENCES texts (id),
  noun text NOT NULL,
  noun_id text NOT NULL,
  language text NOT NULL,
  state text NOT NULL,
  title text NOT NULL,
  source text NOT NULL,
  html text NOT NULL,
  renderer bigint NOT NULL,
  source_hash text NOT NULL,
  hash text NOT NULL,
  translated_by text NOT NULL,
  reviewed_by text NOT NULL,
  made_at timestamptz NOT NULL,
  version bigint NOT NULL,
  UNIQUE (text_id, language)
);
-- +goose StatementBegin
CREATE FUNCTION version_erase_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.id = OLD.id AND NEW.text_id = OLD.text_id AND NEW.number = OLD.number AND NEW.hash = OLD.hash AND NEW.made_at = OLD.made_at
    AND ((NEW.erased AND NOT OLD.erased AND NEW.title = '' AND NEW.source = '' AND NEW.html = '' AND NEW.blocks = '')
      OR (NEW.erased = OLD.erased AND NEW.title = OLD.title AND NEW.source = OLD.source AND NEW.renderer > OLD.renderer)) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a version is erased, never changed';
END $$;
-- +goose StatementEnd
CREATE TRIGGER text_versions_no_delete BEFORE DELETE ON text_versions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER text_versions_no_truncate BEFORE TRUNCATE ON text_versions EXECUTE FUNCTION refuse_change();
CREATE TRIGGER text_versions_erase_only BEFORE UPDATE ON text_versions FOR EACH ROW EXECUTE FUNCTION version_erase_only();

-- +goose Down
DROP TABLE text_translations;
DROP TABLE text_versions;
DROP TABLE texts;
DROP FUNCTION version_erase_only();
