-- +goose Up
-- Files that go with a part of a record, as bytes. One is taken away with a reason, or erased; nothing else of it ever changes.
CREATE TABLE annex_files (
  id text NOT NULL PRIMARY KEY,
  noun text NOT NULL,
  noun_id text NOT NULL,
  part text NOT NULL,
  place bigint NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  language text NOT NULL,
  title text NOT NULL,
  hash text NOT NULL,
  size bigint NOT NULL,
  vouched boolean NOT NULL,
  content bytea NOT NULL,
  added_by text NOT NULL,
  added_at timestamptz NOT NULL,
  gone_by text NOT NULL,
  gone_at timestamptz,
  reason text NOT NULL,
  erased_at timestamptz,
  version bigint NOT NULL
);
CREATE INDEX annex_files_of ON annex_files (noun, noun_id, part, place);
CREATE INDEX annex_files_hash ON annex_files (noun, hash);
CREATE UNIQUE INDEX annex_files_once ON annex_files (noun, noun_id, part, hash) WHERE gone_at IS NULL;
-- +goose StatementBegin
CREATE FUNCTION annex_files_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.id = OLD.id AND NEW.noun = OLD.noun AND NEW.noun_id = OLD.noun_id AND NEW.part = OLD.part AND NEW.place = OLD.place AND NEW.kind = OLD.kind AND NEW.language = OLD.language
    AND NEW.hash = OLD.hash AND NEW.size = OLD.size AND NEW.vouched = OLD.vouched AND NEW.added_by = OLD.added_by AND NEW.added_at = OLD.added_at
    AND (NEW.content = OLD.content OR length(NEW.content) = 0 AND NEW.erased_at IS NOT NULL) AND (NEW.title = OLD.title OR NEW.title = '') AND (NEW.name = OLD.name OR NEW.name = '') THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a file is taken away or erased, never changed';
END $$;
-- +goose StatementEnd
CREATE TRIGGER annex_files_kept BEFORE UPDATE ON annex_files FOR EACH ROW EXECUTE FUNCTION annex_files_kept();

-- +goose Down
DROP TABLE annex_files;
DROP FUNCTION annex_files_kept();
