-- +goose Up
CREATE TABLE entries (
  seq bigint NOT NULL PRIMARY KEY,
  act text NOT NULL,
  at timestamptz NOT NULL,
  noun text NOT NULL,
  noun_id text NOT NULL,
  verb text NOT NULL,
  actor_id text NOT NULL,
  actor_for text NOT NULL,
  mandate_id text NOT NULL,
  from_state text NOT NULL,
  to_state text NOT NULL,
  version_id text NOT NULL,
  version_hash text NOT NULL,
  facts text NOT NULL,
  commitments text NOT NULL,
  tell text NOT NULL,
  access text NOT NULL,
  forum_id text NOT NULL,
  organisation_id text NOT NULL,
  person_id text NOT NULL,
  prev text NOT NULL,
  hash text NOT NULL
);
CREATE INDEX entries_noun ON entries (noun, noun_id, seq);
CREATE INDEX entries_act ON entries (act);
CREATE INDEX entries_forum ON entries (forum_id, seq);
CREATE TABLE entry_values (
  seq bigint NOT NULL REFERENCES entries (seq),
  name text NOT NULL,
  salt text NOT NULL,
  text text NOT NULL,
  erased boolean NOT NULL,
  PRIMARY KEY (seq, name)
);
CREATE TABLE cards (
  noun text NOT NULL,
  noun_id text NOT NULL,
  reference text NOT NULL,
  language text NOT NULL,
  title_zh text NOT NULL,
  title_en text NOT NULL,
  title_sv text NOT NULL,
  state text NOT NULL,
  path text NOT NULL,
  access text NOT NULL,
  forum_id text NOT NULL,
  organisation_id text NOT NULL,
  person_id text NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (noun, noun_id)
);
CREATE INDEX cards_reference ON cards (reference);
CREATE TABLE act_keys (
  key text NOT NULL PRIMARY KEY,
  act text NOT NULL,
  path text NOT NULL,
  at timestamptz NOT NULL
);
CREATE TABLE series (
  name text NOT NULL PRIMARY KEY,
  last bigint NOT NULL
);
CREATE TABLE cursors (
  name text NOT NULL PRIMARY KEY,
  seq bigint NOT NULL
);
-- +goose StatementBegin
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the record is append-only'; END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION erase_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.seq = OLD.seq AND NEW.name = OLD.name AND NEW.erased AND NOT OLD.erased AND NEW.text = '' AND NEW.salt = '' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a value of the register is erased, never changed';
END $$;
-- +goose StatementEnd
CREATE TRIGGER entries_no_change BEFORE UPDATE OR DELETE ON entries FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER entries_no_truncate BEFORE TRUNCATE ON entries EXECUTE FUNCTION refuse_change();
CREATE TRIGGER entry_values_no_delete BEFORE DELETE ON entry_values FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER entry_values_no_truncate BEFORE TRUNCATE ON entry_values EXECUTE FUNCTION refuse_change();
CREATE TRIGGER entry_values_erase_only BEFORE UPDATE ON entry_values FOR EACH ROW EXECUTE FUNCTION erase_only();

-- +goose Down
DROP TABLE cursors;
DROP TABLE series;
DROP TABLE act_keys;
DROP TABLE cards;
DROP TABLE entry_values;
DROP TABLE entries;
DROP FUNCTION erase_only();
DROP FUNCTION refuse_change();
