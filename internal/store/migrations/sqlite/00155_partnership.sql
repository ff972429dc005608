-- +goose Up
-- What organisations agree to do together, with what each brings and whether it has confirmed.
CREATE TABLE partnerships (
  id TEXT NOT NULL PRIMARY KEY,
  forum_key TEXT NOT NULL,
  number INTEGER NOT NULL,
  year INTEGER NOT NULL,
  reference TEXT NOT NULL,
  language TEXT NOT NULL,
  title_zh TEXT NOT NULL,
  title_en TEXT NOT NULL,
  title_sv TEXT NOT NULL,
  scope TEXT NOT NULL,
  region TEXT NOT NULL,
  starts TEXT NOT NULL,
  ends TEXT NOT NULL,
  origin_noun TEXT NOT NULL,
  origin_id TEXT NOT NULL,
  origin_words TEXT NOT NULL,
  origin_on TEXT NOT NULL,
  agreement_link TEXT NOT NULL,
  file_id TEXT NOT NULL,
  state TEXT NOT NULL,
  state_since DATETIME NOT NULL,
  reason TEXT NOT NULL,
  proposed_by TEXT NOT NULL,
  agreed_at DATETIME,
  active_at DATETIME,
  access TEXT NOT NULL,
  forum_id TEXT NOT NULL REFERENCES forums (id),
  organisation_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  version INTEGER NOT NULL
);
CREATE UNIQUE INDEX partnerships_number ON partnerships (forum_id, year, number);
CREATE INDEX partnerships_moved ON partnerships (state_since, id);
CREATE INDEX partnerships_forum ON partnerships (forum_id, state);
CREATE INDEX partnerships_origin ON partnerships (origin_noun, origin_id);
CREATE TABLE partnership_parties (
  id TEXT NOT NULL PRIMARY KEY,
  partnership_id TEXT NOT NULL REFERENCES partnerships (id),
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  place INTEGER NOT NULL,
  brings TEXT NOT NULL,
  confirmed_by TEXT NOT NULL,
  confirmed_at DATETIME,
  version INTEGER NOT NULL
);
CREATE UNIQUE INDEX partnership_parties_one ON partnership_parties (partnership_id, organisation_id);
CREATE INDEX partnership_parties_organisation ON partnership_parties (organisation_id);
CREATE TABLE partnership_files (
  id TEXT NOT NULL PRIMARY KEY,
  partnership_id TEXT NOT NULL REFERENCES partnerships (id),
  content BLOB NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  hash TEXT NOT NULL,
  added_by TEXT NOT NULL,
  added_at DATETIME NOT NULL
);
CREATE INDEX partnership_files_partnership ON partnership_files (partnership_id);

-- +goose Down
DROP TABLE partnership_files;
DROP TABLE partnership_parties;
DROP TABLE partnerships;
