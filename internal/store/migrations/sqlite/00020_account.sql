-- +goose Up
CREATE TABLE persons (
  id TEXT NOT NULL PRIMARY KEY,
  username TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  latin TEXT NOT NULL,
  sort_key TEXT NOT NULL,
  email TEXT NOT NULL,
  language TEXT NOT NULL,
  post_zh TEXT NOT NULL,
  post_en TEXT NOT NULL,
  post_sv TEXT NOT NULL,
  sex TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  state TEXT NOT NULL,
  verified_by TEXT NOT NULL,
  verified_on DATETIME,
  mail_mode TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  joined_at DATETIME NOT NULL,
  version INTEGER NOT NULL
);
CREATE UNIQUE INDEX persons_email ON persons (email) WHERE email <> '';
CREATE INDEX persons_sort ON persons (sort_key, id);
CREATE TABLE slips (
  id TEXT NOT NULL PRIMARY KEY,
  purpose TEXT NOT NULL,
  person_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  focal_point BOOLEAN NOT NULL,
  issuer_id TEXT NOT NULL,
  username TEXT NOT NULL,
  name TEXT NOT NULL,
  latin TEXT NOT NULL,
  email TEXT NOT NULL,
  language TEXT NOT NULL,
  checked BOOLEAN NOT NULL,
  by_mail BOOLEAN NOT NULL,
  secret_hash TEXT NOT NULL UNIQUE,
  code_hash TEXT NOT NULL UNIQUE,
  issued_at DATETIME NOT NULL,
  expires_at DATETIME NOT NULL,
  outcome TEXT NOT NULL,
  ended_at DATETIME,
  version INTEGER NOT NULL
);
CREATE INDEX slips_person ON slips (person_id, purpose);
CREATE INDEX slips_organisation ON slips (organisation_id, purpose, outcome);
CREATE INDEX slips_open ON slips (expires_at) WHERE outcome = '';
CREATE TABLE secret_mail (
  slip_id TEXT NOT NULL PRIMARY KEY,
  person_id TEXT NOT NULL,
  purpose TEXT NOT NULL,
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  language TEXT NOT NULL,
  secret TEXT NOT NULL,
  expires_at DATETIME NOT NULL
);
CREATE TABLE reset_requests (
  id TEXT NOT NULL PRIMARY KEY,
  person_id TEXT NOT NULL,
  at DATETIME NOT NULL
);
CREATE TABLE sessions (
  id TEXT NOT NULL PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  person_id TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  speaks_for TEXT NOT NULL,
  agent TEXT NOT NULL,
  network TEXT NOT NULL,
  created_at DATETIME NOT NULL,
  seen_at DATETIME NOT NULL
);
CREATE INDEX sessions_person ON sessions (person_id);
CREATE TABLE devices (
  hash TEXT NOT NULL,
  person_id TEXT NOT NULL,
  seen_at DATETIME NOT NULL,
  PRIMARY KEY (hash, person_id)
);
CREATE TABLE attempts (
  key TEXT NOT NULL PRIMARY KEY,
  tries INTEGER NOT NULL,
  since DATETIME NOT NULL,
  rounds INTEGER NOT NULL,
  until DATETIME
);
CREATE TABLE office_grants (
  id TEXT NOT NULL PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES persons (id),
  office TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  proposed_by TEXT NOT NULL,
  opened_by TEXT NOT NULL,
  proposed_at DATETIME NOT NULL,
  granted_at DATETIME,
  ended_at DATETIME,
  version INTEGER NOT NULL
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
