-- +goose Up
CREATE TABLE regions (
  code text NOT NULL PRIMARY KEY,
  level text NOT NULL,
  parent text NOT NULL,
  zh text NOT NULL,
  pinyin text NOT NULL,
  en text NOT NULL,
  sv text NOT NULL,
  valid_from text NOT NULL,
  valid_to text NOT NULL,
  note text NOT NULL,
  tile_row bigint NOT NULL,
  tile_column bigint NOT NULL
);
CREATE TABLE organisations (
  id text NOT NULL PRIMARY KEY,
  key text NOT NULL UNIQUE,
  kind text NOT NULL,
  name_zh text NOT NULL,
  name_en text NOT NULL,
  name_sv text NOT NULL,
  name_native text NOT NULL,
  name_key text NOT NULL,
  native_language text NOT NULL,
  sort_key text NOT NULL,
  region text NOT NULL,
  also_regions text NOT NULL,
  scheme text NOT NULL,
  identifier text NOT NULL,
  identifier_note text NOT NULL,
  services_zh text NOT NULL,
  services_en text NOT NULL,
  services_sv text NOT NULL,
  works_with_children boolean NOT NULL,
  safeguarding text NOT NULL,
  evidence text NOT NULL,
  state text NOT NULL,
  state_since timestamptz NOT NULL,
  accredited_at timestamptz,
  accredited_until timestamptz,
  renewal_filed boolean NOT NULL,
  reminded bigint NOT NULL,
  proposed_verb text NOT NULL,
  proposed_by text NOT NULL,
  proposal text NOT NULL,
  reason text NOT NULL,
  made_at timestamptz NOT NULL,
  version bigint NOT NULL
);
CREATE UNIQUE INDEX organisations_identifier ON organisations (scheme, identifier)
  WHERE identifier <> '' AND state NOT IN ('draft', 'declined', 'closed');
CREATE UNIQUE INDEX organisations_name ON organisations (name_key)
  WHERE name_key <> '' AND state NOT IN ('draft', 'declined', 'closed');
CREATE TABLE memberships (
  id text NOT NULL PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES organisations (id),
  person_id text NOT NULL,
  focal_point boolean NOT NULL,
  since timestamptz NOT NULL,
  until timestamptz,
  version bigint NOT NULL
);
CREATE UNIQUE INDEX memberships_living ON memberships (organisation_id, person_id) WHERE until IS NULL;
CREATE INDEX memberships_person ON memberships (person_id);
CREATE INDEX memberships_organisation ON memberships (organisation_id);

-- +goose Down
DROP TABLE memberships;
DROP TABLE organisations;
DROP TABLE regions;
