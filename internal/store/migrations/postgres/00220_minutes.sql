-- +goose Up
-- The record of a meeting: what was settled, in versions that never change; what was noted beside it; what those who were there would have
-- corrected; and what stands in other languages.
CREATE TABLE minutes (
  id text NOT NULL PRIMARY KEY REFERENCES meetings (id),
  forum_key text NOT NULL,
  meeting_reference text NOT NULL,
  at text NOT NULL,
  language text NOT NULL,
  title_zh text NOT NULL,
  title_en text NOT NULL,
  title_sv text NOT NULL,
  mode text NOT NULL,
  languages text NOT NULL,
  state text NOT NULL,
  state_since timestamptz NOT NULL,
  reason text NOT NULL,
  laid boolean NOT NULL,
  drafted_by text NOT NULL,
  edition bigint NOT NULL,
  hash text NOT NULL,
  chair_hash text NOT NULL,
  chair_by text NOT NULL,
  circulated_edition bigint NOT NULL,
  circulated_at timestamptz,
  closes_at timestamptz,
  reminded_at timestamptz,
  told_at timestamptz,
  outcome text NOT NULL,
  approved_by text NOT NULL,
  approved_at timestamptz,
  approved_hash text NOT NULL,
  year bigint NOT NULL,
  number bigint NOT NULL,
  code text NOT NULL,
  issued_by text NOT NULL,
  issued_at timestamptz,
  corrected bigint NOT NULL,
  withhold_by text NOT NULL,
  withhold_role text NOT NULL,
  ground text NOT NULL,
  access text NOT NULL,
  forum_id text NOT NULL REFERENCES forums (id),
  organisation_id text NOT NULL,
  person_id text NOT NULL,
  version bigint NOT NULL
);
CREATE UNIQUE INDEX minutes_number ON minutes (forum_key, year, number) WHERE number > 0;
CREATE UNIQUE INDEX minutes_code ON minutes (code) WHERE code <> '';
CREATE INDEX minutes_forum ON minutes (forum_id, state);
CREATE INDEX minutes_state ON minutes (state, closes_at);
CREATE TABLE minutes_blocks (
  id text NOT NULL PRIMARY KEY,
  minutes_id text NOT NULL REFERENCES minutes (id),
  item_id text NOT NULL,
  item bigint NOT NULL,
  place bigint NOT NULL,
  kind text NOT NULL,
  words text NOT NULL,
  noted boolean NOT NULL,
  facts text NOT NULL,
  version bigint NOT NULL
);
CREATE INDEX minutes_blocks_minutes ON minutes_blocks (minutes_id, item, place);
CREATE TABLE minutes_versions (
  id text NOT NULL PRIMARY KEY,
  minutes_id text NOT NULL REFERENCES minutes (id),
  number bigint NOT NULL,
  content text NOT NULL,
  hash text NOT NULL,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  erased boolean NOT NULL
);
CREATE UNIQUE INDEX minutes_versions_number ON minutes_versions (minutes_id, number);
CREATE INDEX minutes_versions_hash ON minutes_versions (hash);
CREATE TABLE minutes_translations (
  id text NOT NULL PRIMARY KEY,
  minutes_id text NOT NULL REFERENCES minutes (id),
  block_id text NOT NULL REFERENCES minutes_blocks (id),
  language text NOT NULL,
  state text NOT NULL,
  words text NOT NULL,
  source_hash text NOT NULL,
  hash text NOT NULL,
  translated_by text NOT NULL,
  reviewed_by text NOT NULL,
  certified_by text NOT NULL,
  made_at timestamptz NOT NULL,
  version bigint NOT NULL
);
CREATE UNIQUE INDEX minutes_translations_once ON minutes_translations (block_id, language);
CREATE INDEX minutes_translations_minutes ON minutes_translations (minutes_id, language);
CREATE TABLE minutes_corrections (
  id text NOT NULL PRIMARY KEY,
  minutes_id text NOT NULL REFERENCES minutes (id),
  block_id text NOT NULL REFERENCES minutes_blocks (id),
  edition bigint NOT NULL,
  kind text NOT NULL,
  quote text NOT NULL,
  place bigint NOT NULL,
  instead text NOT NULL,
  reason text NOT NULL,
  language text NOT NULL,
  filed_by text NOT NULL,
  filed_for text NOT NULL,
  filed_at timestamptz NOT NULL,
  channel text NOT NULL,
  sender text NOT NULL,
  dated text NOT NULL,
  entered_by text NOT NULL,
  checked_by text NOT NULL,
  state text NOT NULL,
  answer text NOT NULL,
  became text NOT NULL,
  made_edition bigint NOT NULL,
  settled_by text NOT NULL,
  settled_at timestamptz,
  version bigint NOT NULL
);
CREATE INDEX minutes_corrections_minutes ON minutes_corrections (minutes_id, filed_at);
CREATE TABLE minutes_replies (
  id text NOT NULL PRIMARY KEY,
  minutes_id text NOT NULL REFERENCES minutes (id),
  organisation_id text NOT NULL REFERENCES organisations (id),
  person_id text NOT NULL,
  hash text NOT NULL,
  said_at timestamptz NOT NULL,
  version bigint NOT NULL
);
CREATE UNIQUE INDEX minutes_replies_once ON minutes_replies (minutes_id, organisation_id);
CREATE TABLE minutes_checkers (
  id text NOT NULL PRIMARY KEY,
  minutes_id text NOT NULL REFERENCES minutes (id),
  person_id text NOT NULL,
  organisation_id text NOT NULL,
  name text NOT NULL,
  latin text NOT NULL,
  hash text NOT NULL,
  signed_at timestamptz,
  version bigint NOT NULL
);
CREATE UNIQUE INDEX minutes_checkers_once ON minutes_checkers (minutes_id, person_id);
CREATE TABLE minutes_errata (
  id text NOT NULL PRIMARY KEY,
  minutes_id text NOT NULL REFERENCES minutes (id),
  number bigint NOT NULL,
  block_id text NOT NULL REFERENCES minutes_blocks (id),
  words_zh text NOT NULL,
  words_en text NOT NULL,
  words_sv text NOT NULL,
  hash text NOT NULL,
  proposed_by text NOT NULL,
  proposed_at timestamptz NOT NULL,
  confirmed_by text NOT NULL,
  confirmed_at timestamptz,
  version bigint NOT NULL
);
CREATE INDEX minutes_errata_minutes ON minutes_errata (minutes_id, number);
-- What is noted at the table, and who has opened the minutes, is no part of the record.
CREATE TABLE minutes_notes (
  minutes_id text NOT NULL REFERENCES minutes (id),
  item_id text NOT NULL,
  words text NOT NULL,
  written_by text NOT NULL,
  written_at timestamptz NOT NULL,
  version bigint NOT NULL,
  PRIMARY KEY (minutes_id, item_id)
);
CREATE TABLE minutes_readings (
  minutes_id text NOT NULL REFERENCES minutes (id),
  person_id text NOT NULL,
  edition bigint NOT NULL,
  opened_at timestamptz NOT NULL,
  PRIMARY KEY (minutes_id, person_id)
);
-- +goose StatementBegin
CREATE FUNCTION minutes_version_erase_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.id = OLD.id AND NEW.minutes_id = OLD.minutes_id AND NEW.number = OLD.number AND NEW.hash = OLD.hash AND NEW.made_by = OLD.made_by
    AND NEW.made_at = OLD.made_at AND NEW.erased AND NOT OLD.erased AND NEW.content = '' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a version is erased, never changed';
END $$;
-- +goose StatementEnd
CREATE TRIGGER minutes_versions_no_delete BEFORE DELETE ON minutes_versions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER minutes_versions_no_truncate BEFORE TRUNCATE ON minutes_versions EXECUTE FUNCTION refuse_change();
CREATE TRIGGER minutes_versions_erase_only BEFORE UPDATE ON minutes_versions FOR EACH ROW EXECUTE FUNCTION minutes_version_erase_only();

-- +goose Down
DROP TABLE minutes_readings;
DROP TABLE minutes_notes;
DROP TABLE minutes_errata;
DROP TABLE minutes_checkers;
DROP TABLE minutes_replies;
DROP TABLE minutes_corrections;
DROP TABLE minutes_translations;
DROP TABLE minutes_versions;
DROP TABLE minutes_blocks;
DROP TABLE minutes;
DROP FUNCTION minutes_version_erase_only();
