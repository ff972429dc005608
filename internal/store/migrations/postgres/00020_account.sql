-- +goose Up
CREATE TABLE persons (
  id text NOT NULL PRIMARY KEY,
  username text NOT NULL UNIQUE,
  name text NOT NULL,
  latin text NOT NULL,
  sort_key text NOT NULL,
  email text NOT NULL,
  language text NOT NULL,
  post_zh text NOT NULL,
  post_en text NOT NULL,
  post_sv text NOT NULL,
  sex text NOT NULL,
  password_hash text NOT NULL,
  state text NOT NULL,
  verified_by text NOT NULL,
  verified_on timestamptz,
  mail_mode text NOT NULL,
  epoch bigint NOT NULL,
  joined_at timestamptz NOT NULL,
  version bigint NOT NULL
);
CREATE UNIQUE INDEX persons_email ON persons (email) WHERE email <> '';
CREATE INDEX persons_sort ON persons (sort_key, id);
CREATE TABLE slips (
  id text NOT NULL PRIMARY KEY,
  purpose text NOT NULL,
  person_id text NOT NULL,
  organisation_id text NOT NULL,
  focal_point boolean NOT NULL,
  issuer_id text NOT NULL,
  username text NOT NULL,
  name text NOT NULL,
  latin text NOT NULL,
  email text NOT NULL,
  language text NOT NULL,
  checked boolean NOT NULL,
  by_mail boolean NOT NULL,
  secret_hash text NOT NULL UNIQUE,
  code_hash text NOT NULL UNIQUE,
  issued_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  outcome text NOT NULL,
  ended_at timestamptz,
  version bigint NOT NULL
);
CREATE INDEX slips_person ON slips (person_id, purpose);
CREATE INDEX slips_organisation ON slips (organisation_id, purpose, outcome);
CREATE INDEX slips_open ON slips (expires_at) WHERE outcome = '';
CREATE TABLE secret_mail (
  slip_id text NOT NULL PRIMARY KEY,
  person_id text NOT NULL,
  purpose text NOT NULL,
  name text NOT NULL,
  address text NOT NULL,
  language text NOT NULL,
  secret text NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE TABLE reset_requests (
  id text NOT NULL PRIMARY KEY,
  person_id text NOT NULL,
  at timestamptz NOT NULL
);
CREATE TABLE sessions (
  id text NOT NULL PRIMARY KEY,
  token_hash text NOT NULL UNIQUE,
  person_id text NOT NULL,
  epoch bigint NOT NULL,
  speaks_for text NOT NULL,
  agent text NOT NULL,
  network text NOT NULL,
  created_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL
);
CREATE INDEX sessions_person ON sessions (person_id);
CREATE TABLE devices (
  hash text NOT NULL,
  person_id text NOT NULL,
  seen_at timestamptz NOT NULL,
  PRIMARY KEY (hash, person_id)
);
CREATE TABLE attempts (
  key text NOT NULL PRIMARY KEY,
  tries bigint NOT NULL,
  since timestamptz NOT NULL,
  rounds bigint NOT NULL,
  until timestamptz
);
CREATE TABLE office_grants (
  id text NOT NULL PRIMARY KEY,
  person_id text NOT NULL REFERENCES persons (id),
  office text NOT NULL,
  state text NOT NULL,
  reason text NOT NULL,
  proposed_by text NOT NULL,
  opened_by text NOT NULL,
  proposed_at timestamptz NOT NULL,
  granted_at timestamptz,
  ended_at timestamptz,
  version bigint NOT NULL
);
CREATE UNIQUE INDEX office_grants_once ON office_grants (person_id, office) WHERE state <> 'declined' AND state <> 'revoked';
CREATE INDEX office_grants_office ON office_grants (office, state);

-- +goose Down
DROP TABLE office_grants;
DROP TABLE attempts;
DROP TABLE devices;
DROP TABLE sessions;
DROP TABLE reset_requests;
DROP TABLE secret_mail;
DROP TABLE slips;
DROP TABLE persons;
