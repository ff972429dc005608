-- +goose Up
-- What organisations have promised, each once; whether it is late is reckoned from its day.
CREATE TABLE commitments (
  id text NOT NULL PRIMARY KEY,
  forum_key text NOT NULL,
  number bigint NOT NULL,
  year bigint NOT NULL,
  reference text NOT NULL,
  language text NOT NULL,
  title_zh text NOT NULL,
  title_en text NOT NULL,
  title_sv text NOT NULL,
  details text NOT NULL,
  owner_id text NOT NULL REFERENCES organisations (id),
  next_owner text NOT NULL,
  due text NOT NULL,
  first_due text NOT NULL,
  extended bigint NOT NULL,
  asked_due text NOT NULL,
  asked_why text NOT NULL,
  asked_by text NOT NULL,
  origin_noun text NOT NULL,
  origin_id text NOT NULL,
  origin_measure bigint NOT NULL,
  origin_words text NOT NULL,
  origin_on text NOT NULL,
  state text NOT NULL,
  state_since timestamptz NOT NULL,
  reason text NOT NULL,
  proposed_by text NOT NULL,
  accepted_by text NOT NULL,
  accepted_at timestamptz,
  reported_by text NOT NULL,
  reported_at timestamptz,
  evidence text NOT NULL,
  evidence_link text NOT NULL,
  evidence_paper text NOT NULL,
  file_id text NOT NULL,
  verified_by text NOT NULL,
  verified_for text NOT NULL,
  verified_at timestamptz,
  escalated_at timestamptz,
  access text NOT NULL,
  forum_id text NOT NULL REFERENCES forums (id),
  organisation_id text NOT NULL,
  person_id text NOT NULL,
  version bigint NOT NULL
);
CREATE UNIQUE INDEX commitments_number ON commitments (forum_id, year, number);
CREATE INDEX commitments_moved ON commitments (state_since, id);
CREATE INDEX commitments_due ON commitments (due, id);
CREATE INDEX commitments_forum ON commitments (forum_id, state);
CREATE INDEX commitments_owner ON commitments (owner_id, state);
CREATE INDEX commitments_next ON commitments (next_owner);
CREATE INDEX commitments_origin ON commitments (origin_noun, origin_id);
CREATE TABLE commitment_files (
  id text NOT NULL PRIMARY KEY,
  commitment_id text NOT NULL REFERENCES commitments (id),
  content bytea NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  hash text NOT NULL,
  added_by text NOT NULL,
  added_at timestamptz NOT NULL
);
CREATE INDEX commitment_files_commitment ON commitment_files (commitment_id);

-- +goose Down
DROP TABLE commitment_files;
DROP TABLE commitments;
