-- +goose Up
-- The record of a meeting: what was settled, in versions that never change; what was noted beside it; what those who were there would have
-- corrected; and what stands in other languages.
CREATE TABLE minutes (
  id TEXT NOT NULL PRIMARY KEY REFERENCES meetings (id),
  forum_key TEXT NOT NULL,
  meeting_reference TEXT NOT NULL,
  at TEXT NOT NULL,
  language TEXT NOT NULL,
  title_zh TEXT NOT NULL,
  title_en TEXT NOT NULL,
  title_sv TEXT NOT NULL,
  mode TEXT NOT NULL,
  languages TEXT NOT NULL,
  state TEXT NOT NULL,
  state_since DATETIME NOT NULL,
  reason TEXT NOT NULL,
  laid BOOLEAN NOT NULL,
  drafted_by TEXT NOT NULL,
  edition INTEGER NOT NULL,
  hash TEXT NOT NULL,
  chair_hash TEXT NOT NULL,
  chair_by TEXT NOT NULL,
  circulated_edition INTEGER NOT NULL,
  circulated_at DATETIME,
  closes_at DATETIME,
  reminded_at DATETIME,
  told_at DATETIME,
  outcome TEXT NOT NULL,
  approved_by TEXT NOT NULL,
  approved_at DATETIME,
  approved_hash TEXT NOT NULL,
  year INTEGER NOT NULL,
  number INTEGER NOT NULL,
  code TEXT NOT NULL,
  issued_by TEXT NOT NULL,
  issued_at DATETIME,
  corrected INTEGER NOT NULL,
  withhold_by TEXT NOT NULL,
  withhold_role TEXT NOT NULL,
  ground TEXT NOT NULL,
  access TEXT NOT NULL,
  forum_id TEXT NOT NULL REFERENCES forums (id),
  organisation_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  version INTEGER NOT NULL
);
CREATE UNIQUE INDEX minutes_number ON minutes (forum_key, year, number) WHERE number > 0;
CREATE UNIQUE INDEX minutes_code ON minutes (code) WHERE code <> '';
CREATE INDEX minutes_forum ON minutes (forum_id, state);
CREATE INDEX minutes_state ON minutes (state, closes_at);
CREATE TABLE minutes_blocks (
  id TEXT NOT NULL PRIMARY KEY,
  minutes_id TEXT NOT NULL REFERENCES minutes (id),
  item_id TEXT NOT NULL,
  item INTEGER NOT NULL,
  place INTEGER NOT NULL,
  kind TEXT NOT NULL,
  words TEXT NOT NULL,
  noted BOOLEAN NOT NULL,
  facts TEXT NOT NULL,
  version INTEGER NOT NULL
);
CREATE INDEX minutes_blocks_minutes ON minutes_blocks (minutes_id, item, place);
CREATE TABLE minutes_versions (
  id TEXT NOT NULL PRIMARY KEY,
  minutes_id TEXT NOT NULL REFERENCES minutes (id),
  number INTEGER NOT NULL,
  content TEXT NOT NULL,
  hash TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at DATETIME NOT NULL,
  erased BOOLEAN NOT NULL
);
CREATE UNIQUE INDEX minutes_versions_number ON minutes_versions (minutes_id, number);
CREATE INDEX minutes_versions_hash ON minutes_versions (hash);
CREATE TABLE minutes_translations (
  id TEXT NOT NULL PRIMARY KEY,
  minutes_id TEXT NOT NULL REFERENCES minutes (id),
  block_id TEXT NOT NULL REFERENCES minutes_blocks (id),
  language TEXT NOT NULL,
  state TEXT NOT NULL,
  words TEXT NOT NULL,
  source_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  translated_by TEXT NOT NULL,
  reviewed_by TEXT NOT NULL,
  certified_by TEXT NOT NULL,
  made_at DATETIME NOT NULL,
  version INTEGER NOT NULL
);
CREATE UNIQUE INDEX minutes_translations_once ON minutes_translations (block_id, language);
CREATE INDEX minutes_translations_minutes ON minutes_translations (minutes_id, language);
CREATE TABLE minutes_corrections (
  id TEXT NOT NULL PRIMARY KEY,
  minutes_id TEXT NOT NULL REFERENCES minutes (id),
  block_id TEXT NOT NULL REFERENCES minutes_blocks (id),
  edition INTEGER NOT NULL,
  kind TEXT NOT NULL,
  quote TEXT NOT NULL,
  place INTEGER NOT NULL,
  instead TEXT NOT NULL,
  reason TEXT NOT NULL,
  language TEXT NOT NULL,
  filed_by TEXT NOT NULL,
  filed_for TEXT NOT NULL,
  filed_at DATETIME NOT NULL,
  channel TEXT NOT NULL,
  sender TEXT NOT NULL,
  dated TEXT NOT NULL,
  entered_by TEXT NOT NULL,
  checked_by TEXT NOT NULL,
  state TEXT NOT NULL,
  answer TEXT NOT NULL,
  became TEXT NOT NULL,
  made_edition INTEGER NOT NULL,
  settled_by TEXT NOT NULL,
  settled_at DATETIME,
  version INTEGER NOT NULL
);
CREATE INDEX minutes_corrections_minutes ON minutes_corrections (minutes_id, filed_at);
CREATE TABLE minutes_replies (
  id TEXT NOT NULL PRIMARY KEY,
  minutes_id TEXT NOT NULL REFERENCES minutes (id),
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  person_id TEXT NOT NULL,
  hash TEXT NOT NULL,
  said_at DATETIME NOT NULL,
  version INTEGER NOT NULL
);
CREATE UNIQUE INDEX minutes_replies_once ON minutes_replies (minutes_id, organisation_id);
CREATE TABLE minutes_checkers (
  id TEXT NOT NULL PRIMARY KEY,
  minutes_id TEXT NOT NULL REFERENCES minutes (id),
  person_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  name TEXT NOT NULL,
  latin TEXT NOT NULL,
  hash TEXT NOT NULL,
  signed_at DATETIME,
  version INTEGER NOT NULL
);
CREATE UNIQUE INDEX minutes_checkers_once ON minutes_checkers (minutes_id, person_id);
CREATE TABLE minutes_errata (
  id TEXT NOT NULL PRIMARY KEY,
  minutes_id TEXT NOT NULL REFERENCES minutes (id),
  number INTEGER NOT NULL,
  block_id TEXT NOT NULL REFERENCES minutes_blocks (id),
  words_zh TEXT NOT NULL,
  words_en TEXT NOT NULL,
  words_sv TEXT NOT NULL,
  hash TEXT NOT NULL,
  proposed_by TEXT NOT NULL,
  proposed_at DATETIME NOT NULL,
  confirmed_by TEXT NOT NULL,
  confirmed_at DATETIME,
  version INTEGER NOT NULL
);
CREATE INDEX minutes_errata_minutes ON minutes_errata (minutes_id, number);
-- What is noted at the table, and who has opened the minutes, is no part of the record.
CREATE TABLE minutes_notes (
  minutes_id TEXT NOT NULL REFERENCES minutes (id),
  item_id TEXT NOT NULL,
  words TEXT NOT NULL,
  written_by TEXT NOT NULL,
  written_at DATETIME NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (minutes_id, item_id)
);
CREATE TABLE minutes_readings (
  minutes_id TEXT NOT NULL REFERENCES minutes (id),
  person_id TEXT NOT NULL,
  edition INTEGER NOT NULL,
  opened_at DATETIME NOT NULL,
  PRIMARY KEY (minutes_id, person_id)
);
-- +goose StatementBegin
CREATE TRIGGER minutes_versions_no_delete BEFORE DELETE ON minutes_versions BEGIN SELECT RAISE(ABORT, 'a version is erased, never deleted'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER minutes_versions_erase_only BEFORE UPDATE ON minutes_versions
WHEN NOT (NEW.id = OLD.id AND NEW.minutes_id = OLD.minutes_id AND NEW.number = OLD.number AND NEW.hash = OLD.hash AND NEW.made_by = OLD.made_by
  AND NEW.made_at = OLD.made_at AND NEW.erased AND NOT OLD.erased AND NEW.content = '')
BEGIN SELECT RAISE(ABORT, 'a version is erased, never changed'); END;
-- +goose StatementEnd

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
