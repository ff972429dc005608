-- +goose Up
-- What organisations have promised, each once; whether it is late is reckoned from its day.
CREATE TABLE commitments (
  id TEXT NOT NULL PRIMARY KEY,
  forum_key TEXT NOT NULL,
  number INTEGER NOT NULL,
  year INTEGER NOT NULL,
  reference TEXT NOT NULL,
  language TEXT NOT NULL,
  title_zh TEXT NOT NULL,
  title_en TEXT NOT NULL,
  title_sv TEXT NOT NULL,
  details TEXT NOT NULL,
  owner_id TEXT NOT NULL REFERENCES organisations (id),
  next_owner TEXT NOT NULL,
  due TEXT NOT NULL,
  first_due TEXT NOT NULL,
  extended INTEGER NOT NULL,
  asked_due TEXT NOT NULL,
  asked_why TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  origin_noun TEXT NOT NULL,
  origin_id TEXT NOT NULL,
  origin_measure INTEGER NOT NULL,
  origin_words TEXT NOT NULL,
  origin_on TEXT NOT NULL,
  state TEXT NOT NULL,
  state_since DATETIME NOT NULL,
  reason TEXT NOT NULL,
  proposed_by TEXT NOT NULL,
  accepted_by TEXT NOT NULL,
  accepted_at DATETIME,
  reported_by TEXT NOT NULL,
  reported_at DATETIME,
  evidence TEXT NOT NULL,
  evidence_link TEXT NOT NULL,
  evidence_paper TEXT NOT NULL,
  file_id TEXT NOT NULL,
  verified_by TEXT NOT NULL,
  verified_for TEXT NOT NULL,
  verified_at DATETIME,
  escalated_at DATETIME,
  access TEXT NOT NULL,
  forum_id TEXT NOT NULL REFERENCES forums (id),
  organisation_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  version INTEGER NOT NULL
);
CREATE UNIQUE INDEX commitments_number ON commitments (forum_id, year, number);
CREATE INDEX commitments_moved ON commitments (state_since, id);
CREATE INDEX commitments_due ON commitments (due, id);
CREATE INDEX commitments_forum ON commitments (forum_id, state);
CREATE INDEX commitments_owner ON commitments (owner_id, state);
CREATE INDEX commitments_next ON commitments (next_owner);
CREATE INDEX commitments_origin ON commitments (origin_noun, origin_id);
CREATE TABLE commitment_files (
  id TEXT NOT NULL PRIMARY KEY,
  commitment_id TEXT NOT NULL REFERENCES commitments (id),
  content BLOB NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  hash TEXT NOT NULL,
  added_by TEXT NOT NULL,
  added_at DATETIME NOT NULL
);
CREATE INDEX commitment_files_commitment ON commitment_files (commitment_id);

-- +goose Down
DROP TABLE commitment_files;
DROP TABLE commitments;
