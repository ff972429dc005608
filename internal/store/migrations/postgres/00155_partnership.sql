-- +goose Up
-- What organisations agree to do together, with what each brings and whether it has confirmed.
CREATE TABLE partnerships (
  id text NOT NULL PRIMARY KEY,
  forum_key text NOT NULL,
  number bigint NOT NULL,
  year bigint NOT NULL,
  reference text NOT NULL,
  language text NOT NULL,
  title_zh text NOT NULL,
  title_en text NOT NULL,
  title_sv text NOT NULL,
  scope text NOT NULL,
  region text NOT NULL,
  starts text NOT NULL,
  ends text NOT NULL,
  origin_noun text NOT NULL,
  origin_id text NOT NULL,
  origin_words text NOT NULL,
  origin_on text NOT NULL,
  agreement_link text NOT NULL,
  file_id text NOT NULL,
  state text NOT NULL,
  state_since timestamptz NOT NULL,
  reason text NOT NULL,
  proposed_by text NOT NULL,
  agreed_at timestamptz,
  active_at timestamptz,
  access text NOT NULL,
  forum_id text NOT NULL REFERENCES forums (id),
  organisation_id text NOT NULL,
  person_id text NOT NULL,
  version bigint NOT NULL
);
CREATE UNIQUE INDEX partnerships_number ON partnerships (forum_id, year, number);
CREATE INDEX partnerships_moved ON partnerships (state_since, id);
CREATE INDEX partnerships_forum ON partnerships (forum_id, state);
CREATE INDEX partnerships_origin ON partnerships (origin_noun, origin_id);
CREATE TABLE partnership_parties (
  id text NOT NULL PRIMARY KEY,
  partnership_id text NOT NULL REFERENCES partnerships (id),
  organisation_id text NOT NULL REFERENCES organisations (id),
  place bigint NOT NULL,
  brings text NOT NULL,
  confirmed_by text NOT NULL,
  confirmed_at timestamptz,
  version bigint NOT NULL
);
CREATE UNIQUE INDEX partnership_parties_one ON partnership_parties (partnership_id, organisation_id);
CREATE INDEX partnership_parties_organisation ON partnership_parties (organisation_id);
CREATE TABLE partnership_files (
  id text NOT NULL PRIMARY KEY,
  partnership_id text NOT NULL REFERENCES partnerships (id),
  content bytea NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  hash text NOT NULL,
  added_by text NOT NULL,
  added_at timestamptz NOT NULL
);
CREATE INDEX partnership_files_partnership ON partnership_files (partnership_id);

-- +goose Down
DROP TABLE partnership_files;
DROP TABLE partnership_parties;
DROP TABLE partnerships;
