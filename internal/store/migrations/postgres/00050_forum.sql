-- +goose Up
CREATE TABLE forums (
  id text NOT NULL PRIMARY KEY,
  key text NOT NULL UNIQUE,
  name_zh text NOT NULL,
  name_en text NOT NULL,
  name_sv text NOT NULL,
  region text NOT NULL,
  language text NOT NULL,
  state text NOT NULL,
  active_since timestamptz,
  made_at timestamptz NOT NULL,
  version bigint NOT NULL
);
CREATE TABLE charters (
  id text NOT NULL PRIMARY KEY,
  forum_id text NOT NULL REFERENCES forums (id),
  number bigint NOT NULL,
  state text NOT NULL,
  rules text NOT NULL,
  text_id text NOT NULL,
  version_id text NOT NULL,
  adopted_on timestamptz,
  adopted_note text NOT NULL,
  proposed_by text NOT NULL,
  proposed_hash text NOT NULL,
  made_at timestamptz NOT NULL,
  version bigint NOT NULL,
  UNIQUE (forum_id, number)
);
CREATE TABLE seats (
  id text NOT NULL PRIMARY KEY,
  forum_id text NOT NULL REFERENCES forums (id),
  organisation_id text NOT NULL REFERENCES organisations (id),
  voting boolean NOT NULL,
  since timestamptz NOT NULL,
  until timestamptz,
  version bigint NOT NULL
);
CREATE UNIQUE INDEX seats_once ON seats (forum_id, organisation_id) WHERE until IS NULL;
CREATE TABLE mandates (
  id text NOT NULL PRIMARY KEY,
  forum_id text NOT NULL REFERENCES forums (id),
  organisation_id text NOT NULL REFERENCES organisations (id),
  person_id text NOT NULL,
  capacity text NOT NULL,
  state text NOT NULL,
  starts timestamptz NOT NULL,
  ends timestamptz,
  letter text NOT NULL,
  interests text NOT NULL,
  proposed_by text NOT NULL,
  confirmed_by text NOT NULL,
  reason text NOT NULL,
  version bigint NOT NULL
);
CREATE INDEX mandates_person ON mandates (person_id);
CREATE INDEX mandates_forum ON mandates (forum_id, organisation_id);

-- +goose Down
DROP TABLE mandates;
DROP TABLE seats;
DROP TABLE charters;
DROP TABLE forums;
