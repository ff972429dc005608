-- +goose Up
CREATE TABLE regions (
  code TEXT NOT NULL PRIMARY KEY,
  level TEXT NOT NULL,
  parent TEXT NOT NULL,
  zh TEXT NOT NULL,
  pinyin TEXT NOT NULL,
  en TEXT NOT NULL,
  sv TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT NOT NULL,
  note TEXT NOT NULL,
  tile_row INTEGER NOT NULL,
  tile_column INTEGER NOT NULL
);
CREATE TABLE organisations (
  id TEXT NOT NULL PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  name_zh TEXT NOT NULL,
  name_en TEXT NOT NULL,
  name_sv TEXT NOT NULL,
  name_native TEXT NOT NULL,
  name_key TEXT NOT NULL,
  native_language TEXT NOT NULL,
  sort_key TEXT NOT NULL,
  region TEXT NOT NULL,
  also_regions TEXT NOT NULL,
  scheme TEXT NOT NULL,
  identifier TEXT NOT NULL,
  identifier_note TEXT NOT NULL,
  services_zh TEXT NOT NULL,
  services_en TEXT NOT NULL,
  services_sv TEXT NOT NULL,
  works_with_children BOOLEAN NOT NULL,
  safeguarding TEXT NOT NULL,
  evidence TEXT NOT NULL,
  state TEXT NOT NULL,
  state_since DATETIME NOT NULL,
  accredited_at DATETIME,
  accredited_until DATETIME,
  renewal_filed BOOLEAN NOT NULL,
  reminded INTEGER NOT NULL,
  proposed_verb TEXT NOT NULL,
  proposed_by TEXT NOT NULL,
  proposal TEXT NOT NULL,
  reason TEXT NOT NULL,
  made_at DATETIME NOT NULL,
  version INTEGER NOT NULL
);
CREATE UNIQUE INDEX organisations_identifier ON organisations (scheme, identifier)
  WHERE identifier <> '' AND state NOT IN ('draft', 'declined', 'closed');
CREATE UNIQUE INDEX organisations_name ON organisations (name_key)
  WHERE name_key <> '' AND state NOT IN ('draft', 'declined', 'closed');
CREATE TABLE memberships (
  id TEXT NOT NULL PRIMARY KEY,
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  person_id TEXT NOT NULL,
  focal_point BOOLEAN NOT NULL,
  since DATETIME NOT NULL,
  until DATETIME,
  version INTEGER NOT NULL
);
CREATE UNIQUE INDEX memberships_living ON memberships (organisation_id, person_id) WHERE until IS NULL;
CREATE INDEX memberships_person ON memberships (person_id);
CREATE INDEX memberships_organisation ON memberships (organisation_id);

-- +goose Down
DROP TABLE memberships;
DROP TABLE organisations;
DROP TABLE regions;
