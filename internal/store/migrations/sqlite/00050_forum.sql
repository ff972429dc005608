-- +goose Up
CREATE TABLE forums (
  id TEXT NOT NULL PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  name_zh TEXT NOT NULL,
  name_en TEXT NOT NULL,
  name_sv TEXT NOT NULL,
  region TEXT NOT NULL,
  language TEXT NOT NULL,
  state TEXT NOT NULL,
  active_since DATETIME,
  made_at DATETIME NOT NULL,
  version INTEGER NOT NULL
);
CREATE TABLE charters (
  id TEXT NOT NULL PRIMARY KEY,
  forum_id TEXT NOT NULL REFERENCES forums (id),
  number INTEGER NOT NULL,
  state TEXT NOT NULL,
  rules TEXT NOT NULL,
  text_id TEXT NOT NULL,
  version_id TEXT NOT NULL,
  adopted_on DATETIME,
  adopted_note TEXT NOT NULL,
  proposed_by TEXT NOT NULL,
  proposed_hash TEXT NOT NULL,
  made_at DATETIME NOT NULL,
  version INTEGER NOT NULL,
  UNIQUE (forum_id, number)
);
CREATE TABLE seats (
  id TEXT NOT NULL PRIMARY KEY,
  forum_id TEXT NOT NULL REFERENCES forums (id),
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  voting BOOLEAN NOT NULL,
  since DATETIME NOT NULL,
  until DATETIME,
  version INTEGER NOT NULL
);
CREATE UNIQUE INDEX seats_once ON seats (forum_id, organisation_id) WHERE until IS NULL;
CREATE TABLE mandates (
  id TEXT NOT NULL PRIMARY KEY,
  forum_id TEXT NOT NULL REFERENCES forums (id),
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  person_id TEXT NOT NULL,
  capacity TEXT NOT NULL,
  state TEXT NOT NULL,
  starts DATETIME NOT NULL,
  ends DATETIME,
  letter TEXT NOT NULL,
  interests TEXT NOT NULL,
  proposed_by TEXT NOT NULL,
  confirmed_by TEXT NOT NULL,
  reason TEXT NOT NULL,
  version INTEGER NOT NULL
);
CREATE INDEX mandates_person ON mandates (person_id);
CREATE INDEX mandates_forum ON mandates (forum_id, organisation_id);

-- +goose Down
DROP TABLE mandates;
DROP TABLE seats;
DROP TABLE charters;
DROP TABLE forums;
